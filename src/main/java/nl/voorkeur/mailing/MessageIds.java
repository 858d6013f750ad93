package nl.voorkeur.mailing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;

/**
 * Message-IDs on the sender's own domain (requirement F2). The same message gets the same one at
 * every attempt, and nobody can guess another's, as the seed stays in the database.
 */
final class MessageIds {

  private MessageIds() {}

  /**
   * @param kind {@code m} for a mailing, {@code s} for the portal's own mail
   * @param of the mailing's id, or that of the portal's own mail
   * @param to the recipient's id, or 0
   */
  static String of(String kind, long of, long to, UUID seed, String domain) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest((seed + ":" + of + ":" + to).getBytes(StandardCharsets.US_ASCII));
      return kind
          + of
          + "."
          + to
          + "."
          + HexFormat.of().formatHex(Arrays.copyOf(digest, 10))
          + "@"
          + domain;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
