package nl.voorkeur.mailing;

import java.util.HexFormat;
import java.util.UUID;
import org.apache.commons.codec.digest.DigestUtils;

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
    byte[] digest = DigestUtils.sha256(seed + ":" + of + ":" + to);
    return kind + of + "." + to + "." + HexFormat.of().formatHex(digest, 0, 10) + "@" + domain;
  }
}
