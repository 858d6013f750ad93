package nl.voorkeur.mailing;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.mailing.MessageForm.Filled;
import nl.voorkeur.mailing.MessageForm.Marks;
import nl.voorkeur.mailing.MessageForm.Personal;
import nl.voorkeur.mailing.MessageForm.Place;
import nl.voorkeur.mailing.Slots.Slot;
import nl.voorkeur.platform.mail.DkimSigner;
import nl.voorkeur.platform.mail.Outgoing;
import nl.voorkeur.platform.mail.SigningKey;

/**
 * Turns letters into the bytes that leave: text and HTML in quoted-printable, so that no server on
 * the way has to re-encode it and break its signature; headers by RFC 5322 and RFC 2047
 * (requirements F2, F3, F8).
 *
 * <p>Jakarta Mail writes each letter once, with words at the places that differ; the rest is
 * putting bytes together (docs/adr/0009).
 */
final class MessageWriter {

  /** RFC 5322 s. 3.3. */
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.US).withZone(ZoneOffset.UTC);

  /** RFC 5322 s. 2.1.1. */
  private static final int LONGEST_LINE = 998;

  private static final Session SESSION = session();

  private final DkimSigner dkim;
  private final Function<Letterhead, List<SigningKey>> keys;
  private final Clock clock;

  /** Signs with the installation's own keys. */
  MessageWriter(DkimSigner dkim, Clock clock) {
    this(dkim, head -> List.of(), clock);
  }

  /** Signs with the controller's keys where it has some, else with the installation's own. */
  MessageWriter(DkimSigner dkim, ControllerKeyStore keys, Clock clock) {
    this(dkim, head -> keys.signing(head.slug(), head.senderAddress().domain()), clock);
  }

  private MessageWriter(DkimSigner dkim, Function<Letterhead, List<SigningKey>> keys, Clock clock) {
    this.dkim = dkim;
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * Writes what all the recipients of a letter share.
   *
   * @param fields further header fields, whose values are ASCII
   * @param marketing with the two fields of one-click unsubscribing
   */
  MessageForm form(Letter letter, Letterhead head, Map<String, String> fields, boolean marketing) {
    return form(letter, head, fields, marketing, List.of());
  }

  /**
   * Writes what all the recipients of a letter share.
   *
   * @param enclosures the pictures that the HTML part shows, and the attachments
   */
  MessageForm form(
      Letter letter,
      Letterhead head,
      Map<String, String> fields,
      boolean marketing,
      List<Enclosure> enclosures) {
    List<SigningKey> own = keys.apply(head).stream().map(dkim::adopt).toList();
    List<SigningKey> signing = own.isEmpty() ? dkim.usualKeys() : own;
    Optional<MessageForm> form = Optional.empty();
    for (String prefix = "placeq"; form.isEmpty(); prefix += "q") {
      Marks marks = new Marks(prefix);
      form = marks.cut(written(letter, head, fields, marketing, enclosures, marks), head, signing);
    }
    return form.get();
  }

  /** The message to one recipient, signed; bounces go to the sender. */
  Outgoing write(
      MessageForm form, EmailAddress to, String messageId, Map<MergeField, String> values) {
    return write(form, form.head().senderAddress(), to, messageId, values);
  }

  /** The message to one recipient, signed. */
  Outgoing write(
      MessageForm form,
      EmailAddress returnPath,
      EmailAddress to,
      String messageId,
      Map<MergeField, String> values) {
    Letterhead head = form.head();
    Filled filled = form.fill(new Personal(to, messageId, clock.instant(), values));
    byte[] signed =
        dkim.sign(filled.header(), filled.body(), head.senderAddress().domain(), form.keys());
    return new Outgoing(returnPath, to, signed);
  }

  /** A letter to one recipient only. */
  Outgoing write(
      Letter.Filled letter,
      Letterhead head,
      EmailAddress to,
      String messageId,
      Map<String, String> fields) {
    Letter whole =
        new Letter(
            Template.of(letter.subject()), Template.of(letter.html()), Template.of(letter.text()));
    return write(form(whole, head, fields, false), to, messageId, Map.of());
  }

  private static byte[] written(
      Letter letter,
      Letterhead head,
      Map<String, String> fields,
      boolean marketing,
      List<Enclosure> enclosures,
      Marks marks) {
    try {
      Fixed message = new Fixed("<" + marks.add(person -> line(person.messageId(), false)) + ">");
      message.setHeader("Date", marks.add(person -> line(date(person.date()), false)));
      message.setHeader("From", from(head));
      message.setHeader("To", marks.add(person -> line(person.to().value(), true)));
      message.setHeader("Subject", subject(letter.subject(), marks));
      for (Map.Entry<String, String> field : fields.entrySet()) {
        message.setHeader(field.getKey(), HeaderText.checked(field.getValue()));
      }
      if (marketing) {
        // RFC 8058 s. 3.1, requirement U1: exactly one of each; never folded within the URI (L1)
        message.setHeader(
            "List-Unsubscribe",
            "<"
                + marks.add(person -> line(person.values().get(MergeField.UNSUBSCRIBE_URL), false))
                + ">");
        message.setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
      }
      MimeBodyPart plain = part("plain", letter.text(), Letter.ONE_LINE, marks);
      MimeBodyPart html =
          part("html", letter.html(), value -> MailLayout.escape(HeaderText.oneLine(value)), marks);
      message.setContent(MessageParts.of(plain, html, enclosures));
      message.saveChanges();
      ByteArrayOutputStream bytes = new ByteArrayOutputStream(32_768);
      message.writeTo(bytes);
      return bytes.toByteArray();
    } catch (MessagingException | IOException e) {
      throw new IllegalStateException("a message in memory can always be written", e);
    }
  }

  /** The sender; the address goes on a line of its own after an encoded name (RFC 2047 s. 2). */
  private static String from(Letterhead head) {
    String name = HeaderText.phrase(head.senderName(), "From: ".length());
    return name + (name.startsWith("=?") ? "\r\n <" : " <") + head.senderAddress().value() + ">";
  }

  private static String date(Instant instant) {
    return DATE.format(instant);
  }

  private static String subject(Template subject, Marks marks) {
    if (subject.places().isEmpty()) {
      return HeaderText.encode("Subject", subject.fill(Map.of(), Letter.ONE_LINE));
    }
    return marks.add(
        person ->
            HeaderText.encode("Subject", subject.fill(person.values(), Letter.ONE_LINE))
                .getBytes(StandardCharsets.US_ASCII));
  }

  /** A value that stands on one line of the header. */
  private static byte[] line(String value, boolean wide) {
    byte[] octets =
        (wide ? HeaderText.uncontrolled(value) : HeaderText.checked(value))
            .getBytes(StandardCharsets.UTF_8);
    if (octets.length > LONGEST_LINE - "List-Unsubscribe: <>".length()) {
      throw new IllegalArgumentException("a line of a header has at most 998 octets");
    }
    return octets;
  }

  private static MimeBodyPart part(
      String subtype, Template template, UnaryOperator<String> harmless, Marks marks)
      throws MessagingException {
    ByteArrayOutputStream lines = new ByteArrayOutputStream(16_384);
    List<String> literals = template.literals();
    for (int i = 0; i < template.places().size(); i++) {
      Slot slot = template.places().get(i);
      lines.writeBytes(QuotedPrintable.piece(literals.get(i)));
      String mark =
          marks.add(new Repeated(slot, value -> QuotedPrintable.piece(harmless.apply(value))));
      lines.writeBytes(mark.getBytes(StandardCharsets.US_ASCII));
    }
    lines.writeBytes(QuotedPrintable.end(literals.get(literals.size() - 1)));
    InternetHeaders fields = new InternetHeaders();
    fields.setHeader("Content-Type", "text/" + subtype + "; charset=UTF-8");
    fields.setHeader("Content-Transfer-Encoding", "quoted-printable");
    return new MimeBodyPart(fields, lines.toByteArray());
  }

  /** Many in a row have the same value, such as why they get it or how they are called. */
  private static final class Repeated implements Place {

    private final Slot slot;
    private final Function<String, byte[]> written;
    private volatile Last last = new Last("", new byte[0]);

    private record Last(String value, byte[] piece) {}

    Repeated(Slot slot, Function<String, byte[]> written) {
      this.slot = slot;
      this.written = written;
    }

    @Override
    public byte[] of(Personal person) {
      String value = slot.value(person.values());
      Last before = last;
      if (!value.isEmpty() && value.equals(before.value())) {
        return before.piece();
      }
      byte[] piece = written.apply(value);
      last = new Last(value, piece);
      return piece;
    }
  }

  private static Session session() {
    Properties properties = new Properties();
    properties.put("mail.mime.allowutf8", "true"); // for a sender's address in UTF-8 (RFC 6532)
    return Session.getInstance(properties);
  }

  /** A message that keeps the Message-ID it was given. */
  private static final class Fixed extends MimeMessage {
    private final String messageId;

    Fixed(String messageId) {
      super(SESSION);
      this.messageId = messageId;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", messageId);
    }
  }
}
