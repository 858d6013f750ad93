package nl.voorkeur.staff;

import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;

/** Codes on paper for who lost their telephone: eighty random bits each, kept as a hash. */
final class RecoveryCodes {

  private static final int HOW_MANY = 10;
  private static final int BYTES = 10;

  private RecoveryCodes() {}

  /** New ones, in groups of four characters. */
  static List<String> make() {
    SecureRandom random = new SecureRandom();
    return Stream.generate(
            () -> {
              byte[] bits = new byte[BYTES];
              random.nextBytes(bits);
              return Totp.base32(bits).replaceAll("(.{4})(?=.)", "$1-");
            })
        .limit(HOW_MANY)
        .toList();
  }

  /** What is kept of a code, however it is typed. */
  static byte[] hash(String code) {
    return DigestUtils.sha256(code.toUpperCase(Locale.ROOT).replaceAll("[^A-Z2-7]", ""));
  }
}
