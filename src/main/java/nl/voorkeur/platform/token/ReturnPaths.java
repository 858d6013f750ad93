package nl.voorkeur.platform.token;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.kernel.MailingId;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.platform.configuration.Configuration;
import nl.voorkeur.platform.configuration.Setting;

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

  private MacKeys keys;
  private Optional<String> domain;

  /** For the container. */
  protected ReturnPaths() {}

  @Inject
  public ReturnPaths(Configuration configuration) {
    this.keys =
        new MacKeys(
            configuration.get(Setting.TOKEN_KEYS),
            new MacKeys.Use(
                "voorkeur return path key ", "voorkeur return path", KEY_TAG_BYTES, MAC_BYTES));
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
    ByteBuffer numbers = ByteBuffer.allocate(2 * Long.BYTES);
    ByteArrayOutputStream body = new ByteArrayOutputStream(40);
    body.write(kind);
    body.writeBytes(keys.tag());
    numbers.putLong(mail).putLong(recipient);
    body.writeBytes(numbers.array());
    body.writeBytes(keys.mac(body.toByteArray()));
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
    return keys.isGenuine(tag, body, mac)
        ? Optional.of(ByteBuffer.wrap(body, 1 + KEY_TAG_BYTES, 2 * Long.BYTES))
        : Optional.empty();
  }
}
