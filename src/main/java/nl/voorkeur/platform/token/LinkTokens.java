package nl.voorkeur.platform.token;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import nl.voorkeur.platform.configuration.Configuration;
import nl.voorkeur.platform.configuration.Setting;
import nl.voorkeur.platform.configuration.Setting.NamedKey;

/**
 * Makes and verifies the tokens of links: stateless, bound to a purpose, with a 128-bit MAC
 * (HMAC-SHA-256, truncated) and the id of the key, so that keys rotate while old links go on
 * working (requirements U2, 2.16 Tokens). A dump of the database makes no usable token.
 *
 * <p>At most 70 characters, within the 200 of requirement L3.
 */
@ApplicationScoped
public class LinkTokens {

  private static final int VERSION = 1;
  private static final int MAC_BYTES = 16;
  private static final int KEY_TAG_BYTES = 4;
  private static final int HEAD_BYTES = 2 + KEY_TAG_BYTES;

  private MacKeys keys;
  private Clock clock;

  /** For the container. */
  protected LinkTokens() {}

  @Inject
  public LinkTokens(Configuration configuration, Clock clock) {
    this(configuration.get(Setting.TOKEN_KEYS), clock);
  }

  /**
   * @param keys the first signs, all verify
   */
  public LinkTokens(List<NamedKey> keys, Clock clock) {
    this.keys =
        new MacKeys(keys, new MacKeys.Use("voorkeur link key ", "", KEY_TAG_BYTES, MAC_BYTES));
    this.clock = clock;
  }

  public String issue(LinkPurpose purpose, long subject, long topic, long mailing) {
    ByteArrayOutputStream body = new ByteArrayOutputStream(48);
    body.write(VERSION);
    body.write(purpose.code());
    body.writeBytes(keys.tag());
    writeNumber(body, subject);
    writeNumber(body, topic);
    writeNumber(body, mailing);
    writeNumber(body, clock.instant().getEpochSecond());
    body.writeBytes(keys.mac(body.toByteArray()));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(body.toByteArray());
  }

  /**
   * What the token says, when it is genuine and of that purpose; otherwise nothing, whatever is
   * wrong with it.
   */
  public Optional<Link> read(String token, LinkPurpose purpose) {
    if (token == null || token.length() > 200) {
      return Optional.empty();
    }
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(token);
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
    if (bytes.length < HEAD_BYTES + 4 + MAC_BYTES
        || bytes[0] != VERSION
        || bytes[1] != purpose.code()) {
      return Optional.empty();
    }
    // only the one spelling that we issue: spare bits of the last character must be zero
    if (!Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(token)) {
      return Optional.empty();
    }
    byte[] body = Arrays.copyOf(bytes, bytes.length - MAC_BYTES);
    byte[] mac = Arrays.copyOfRange(bytes, bytes.length - MAC_BYTES, bytes.length);
    byte[] tag = Arrays.copyOfRange(body, 2, HEAD_BYTES);
    if (!keys.isGenuine(tag, body, mac)) {
      return Optional.empty();
    }
    ByteBuffer numbers = ByteBuffer.wrap(body, HEAD_BYTES, body.length - HEAD_BYTES);
    return Optional.of(
        new Link(
            purpose,
            readNumber(numbers),
            readNumber(numbers),
            readNumber(numbers),
            Instant.ofEpochSecond(readNumber(numbers))));
  }

  private static void writeNumber(ByteArrayOutputStream out, long number) {
    if (number < 0) {
      throw new IllegalArgumentException("ids and times are not negative");
    }
    long rest = number;
    while (rest > 0x7f) {
      out.write((int) (rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  private static long readNumber(ByteBuffer in) {
    long number = 0;
    int shift = 0;
    byte next;
    do {
      next = in.get();
      number |= (long) (next & 0x7f) << shift;
      shift += 7;
    } while (next < 0);
    return number;
  }
}
