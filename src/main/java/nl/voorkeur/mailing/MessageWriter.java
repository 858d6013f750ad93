package nl.voorkeur.mailing;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.Map;
import java.util.Properties;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.platform.mail.DkimSigner;
import nl.voorkeur.platform.mail.Outgoing;

/**
 * Turns a filled letter into the bytes that leave: text and HTML in quoted-printable, so that no
 * server on the way has to re-encode it and break its signature; headers by RFC 5322 and RFC 2047
 * (requirements F2, F3, F8).
 */
final class MessageWriter {

  private static final Session ASCII = session(false);
  private static final Session UTF8 = session(true);

  private final DkimSigner dkim;
  private final Clock clock;

  MessageWriter(DkimSigner dkim, Clock clock) {
    this.dkim = dkim;
    this.clock = clock;
  }

  /**
   * @param messageId without angle brackets; the same at every attempt
   * @param more further header fields, whose values are ASCII without line breaks
   */
  Outgoing write(
      Letter.Filled letter,
      Letterhead head,
      EmailAddress to,
      String messageId,
      Map<String, String> more) {
    boolean wide = to.needsSmtpUtf8() || head.senderAddress().needsSmtpUtf8();
    try {
      Fixed message = new Fixed(wide ? UTF8 : ASCII, messageId);
      message.setHeader("From", from(head));
      message.setHeader("To", to.value());
      message.setHeader("Subject", HeaderText.encode("Subject", letter.subject()));
      message.setSentDate(Date.from(clock.instant()));
      for (Map.Entry<String, String> field : more.entrySet()) {
        message.setHeader(field.getKey(), HeaderText.checked(field.getValue()));
      }
      MimeMultipart parts = new MimeMultipart("alternative");
      parts.addBodyPart(part(letter.text(), "plain"));
      parts.addBodyPart(part(letter.html(), "html"));
      message.setContent(parts);
      message.saveChanges();
      ByteArrayOutputStream bytes = new ByteArrayOutputStream(32_768);
      message.writeTo(bytes);
      byte[] signed = dkim.sign(bytes.toByteArray(), head.senderAddress().domain());
      return new Outgoing(head.senderAddress(), to, signed);
    } catch (MessagingException | IOException e) {
      throw new IllegalStateException("a message in memory can always be written", e);
    }
  }

  /** The sender; the address goes on a line of its own after an encoded name (RFC 2047 s. 2). */
  private static String from(Letterhead head) {
    String name = HeaderText.phrase(head.senderName(), "From: ".length());
    return name + (name.startsWith("=?") ? "\r\n <" : " <") + head.senderAddress().value() + ">";
  }

  private static MimeBodyPart part(String content, String subtype) throws MessagingException {
    MimeBodyPart part = new MimeBodyPart();
    part.setText(content, StandardCharsets.UTF_8.name(), subtype);
    part.setHeader("Content-Transfer-Encoding", "quoted-printable");
    return part;
  }

  private static Session session(boolean utf8) {
    Properties properties = new Properties();
    properties.put("mail.mime.allowutf8", Boolean.toString(utf8));
    return Session.getInstance(properties);
  }

  /** A message that keeps the Message-ID it was given. */
  private static final class Fixed extends MimeMessage {
    private final String messageId;

    Fixed(Session session, String messageId) {
      super(session);
      this.messageId = messageId;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", "<" + messageId + ">");
    }
  }
}
