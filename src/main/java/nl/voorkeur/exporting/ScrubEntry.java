package nl.voorkeur.exporting;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.permission.AskedList;

/**
 * One entry of an uploaded list: an address, or a hash of one as suppression lists hold them.
 *
 * @param text as it came
 * @param hash SHA-256 or MD5 of the trimmed lower-case address
 */
record ScrubEntry(String text, Optional<EmailAddress> address, Optional<byte[]> hash) {

  private static final int SHA256_DIGITS = 64;
  private static final int MD5_DIGITS = 32;

  static ScrubEntry of(String text) {
    String stripped = text.strip();
    if (isHash(stripped)) {
      byte[] hash = HexFormat.of().parseHex(stripped.toLowerCase(Locale.ROOT));
      return new ScrubEntry(text, Optional.empty(), Optional.of(hash));
    }
    return new ScrubEntry(
        text,
        EmailAddress.parse(stripped).fold(Optional::of, fault -> Optional.empty()),
        Optional.empty());
  }

  private static boolean isHash(String text) {
    if (text.length() != SHA256_DIGITS && text.length() != MD5_DIGITS) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (Character.digit(text.charAt(i), 16) < 0) {
        return false;
      }
    }
    return true;
  }

  AskedList.Entry asked() {
    return new AskedList.Entry(text, address, hash);
  }

  boolean isReadable() {
    return address.isPresent() || hash.isPresent();
  }
}
