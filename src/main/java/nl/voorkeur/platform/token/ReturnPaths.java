package nl.voorkeur.platform.token;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.kernel.MailingId;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.platform.configuration.Configuration;
import nl.voorkeur.platform.configuration.Setting;
import nl.voorkeur.platform.configuration.Setting.NamedKey;

/**
 * Return paths that say which message came back (VERP, requirement B2): mailing and recipient with
 * an 80-bit MAC under the keys of links, bound to this purpose, and the id of the key. In letters
 * and digits of one case, as mail servers may fold it; under 64 octets (requirement F1). It names
 * nobody.
 */
@ApplicationScoped
public class ReturnPaths {

  private static final String START = "b-";
  private static final int OF_MAILING = 1;
  private static final int OF_SYSTEM_MAIL = 2;
  private static final int KEY_TAG_BYTES = 2;
  private static final int MAC_BYTES = 10;
  private static final int RADIX = 32;

  private List<NamedKey> keys;
  private Optional<String> domain;

  /** For the container. */
  protected ReturnPaths() {}

  @Inject
  public ReturnPaths(Configuration configuration) {
    this.keys = configuration.get(Setting.TOKEN_KEYS);
    this.domain = configuration.find(Setting.BOUNCE_DOMAIN);
  }

  /** What came back. */
  public record Returned(MailingId mailing, RecipientId recipient) {}

  /** A mail of the portal itself that came back. */
  public record ReturnedSystemMail(long mail, RecipientId recipient) {}

  /** The domain that bounces go to, when one is configured. */
  public Optional<String> domain() {
    return domain;
  }

  /** The return path of one message; nothing without a domain for bounces. */
  public Optional<EmailAddress> of(MailingId mailing, RecipientId recipient) {
    return path(OF_MAILING, mailing.value(), recipient);
  }

  /** The return path of a mail of the portal itself. */
  public Optional<EmailAddress> ofSystemMail(long mail, RecipientId recipient) {
    return path(OF_SYSTEM_MAIL, mail, recipient);
  }

  private Optional<EmailAddress> path(int kind, long mail, RecipientId recipient) {
    return domain.map(
        host -> EmailAddress.of(START + local(kind, mail, recipient.value()) + "@" + host));
  }

  private String local(int kind, long mail, long recipient) {
    NamedKey key = keys.get(0);
    ByteBuffer numbers = ByteBuffer.allocate(2 * Long.BYTES);
    ByteArrayOutputStream body = new ByteArrayOutputStream(40);
    body.write(kind);
    body.writeBytes(tag(key));
    numbers.putLong(mail).putLong(recipient);
    body.writeBytes(numbers.array());
    body.writeBytes(mac(key, body.toByteArray()));
    return new BigInteger(1, body.toByteArray()).toString(RADIX);
  }

  /** Which message of a mailing came back; nothing when the path isn't genuine. */
  public Optional<Returned> read(EmailAddress path) {
    return numbers(OF_MAILING, path)
        .map(
            numbers ->
                new Returned(new MailingId(numbers.getLong()), new RecipientId(numbers.getLong())));
  }

  /** Which mail of the portal itself came back; nothing when the path isn't genuine. */
  public Optional<ReturnedSystemMail> readSystemMail(EmailAddress path) {
    return numbers(OF_SYSTEM_MAIL, path)
        .map(
            numbers ->
                new ReturnedSystemMail(numbers.getLong(), new RecipientId(numbers.getLong())));
  }

  private Optional<ByteBuffer> numbers(int kind, EmailAddress path) {
    String local = path.localPart().toLowerCase(Locale.ROOT);
    if (domain.filter(path.domain()::equals).isEmpty() || !local.startsWith(START)) {
      return Optional.empty();
    }
    byte[] bytes;
    try {
      bytes = new BigInteger(local.substring(START.length()), RADIX).toByteArray();
    } catch (NumberFormatException notOurs) {
      return Optional.empty();
    }
    int length = 1 + KEY_TAG_BYTES + 2 * Long.BYTES + MAC_BYTES;
    if (bytes.length != length || bytes[0] != kind) {
      return Optional.empty();
    }
    byte[] body = Arrays.copyOf(bytes, length - MAC_BYTES);
    byte[] mac = Arrays.copyOfRange(bytes, length - MAC_BYTES, length);
    byte[] tag = Arrays.copyOfRange(body, 1, 1 + KEY_TAG_BYTES);
    for (NamedKey key : keys) {
      if (Arrays.equals(tag(key), tag) && MessageDigest.isEqual(mac(key, body), mac)) {
        return Optional.of(ByteBuffer.wrap(body, 1 + KEY_TAG_BYTES, 2 * Long.BYTES));
      }
    }
    return Optional.empty();
  }

  private static byte[] tag(NamedKey key) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(("voorkeur return path key " + key.id()).getBytes(StandardCharsets.UTF_8));
      return Arrays.copyOf(digest, KEY_TAG_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static byte[] mac(NamedKey key, byte[] body) {
    try {
      Mac hmac = Mac.getInstance("HmacSHA256");
      hmac.init(new SecretKeySpec(key.bytes(), "HmacSHA256"));
      hmac.update("voorkeur return path".getBytes(StandardCharsets.US_ASCII));
      return Arrays.copyOf(hmac.doFinal(body), MAC_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC-SHA-256", e);
    }
  }
}
