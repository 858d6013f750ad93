package nl.voorkeur.staff;

import static org.apache.commons.codec.digest.HmacAlgorithms.HMAC_SHA_1;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.LongStream;
import org.apache.commons.codec.digest.HmacUtils;

/**
 * Codes that change every thirty seconds (RFC 6238 over RFC 4226, with SHA-1 and six digits, which
 * is what telephones expect). One step before and after is taken too, for clocks that differ.
 */
final class Totp {

  static final int SECRET_BYTES = 20;

  private static final int SECONDS = 30;
  private static final int DIGITS = 6;
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private Totp() {}

  static byte[] newSecret() {
    byte[] secret = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(secret);
    return secret;
  }

  /**
   * The step that a code belongs to.
   *
   * @param after the last step whose code was used; a code is good once (RFC 6238 s. 5.2)
   */
  static Optional<Long> step(byte[] secret, String code, Instant now, long after) {
    long step = now.getEpochSecond() / SECONDS;
    return LongStream.rangeClosed(step - 1, step + 1)
        .filter(one -> one > after && code.equals(code(secret, one, DIGITS)))
        .boxed()
        .findFirst();
  }

  /** The code of a step (RFC 4226 s. 5.3). */
  static String code(byte[] secret, long step, int digits) {
    byte[] mac =
        new HmacUtils(HMAC_SHA_1, secret)
            .hmac(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
    int at = mac[mac.length - 1] & 0xf;
    int number = ByteBuffer.wrap(mac, at, Integer.BYTES).getInt() & 0x7fffffff;
    long modulus = LongStream.range(0, digits).reduce(1, (power, i) -> power * 10);
    return String.format("%0" + digits + "d", number % modulus);
  }

  /** Bytes as people type them (RFC 4648 s. 6), without padding. */
  static String base32(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    int buffer = 0;
    int bits = 0;
    for (byte one : bytes) {
      buffer = buffer << 8 | one & 0xff;
      bits += 8;
      while (bits >= 5) {
        bits -= 5;
        text.append(BASE32.charAt(buffer >> bits & 31));
      }
    }
    if (bits > 0) {
      text.append(BASE32.charAt(buffer << 5 - bits & 31));
    }
    return text.toString();
  }
}
