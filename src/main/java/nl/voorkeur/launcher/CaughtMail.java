package nl.voorkeur.launcher;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.UnsupportedEncodingException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * What the list shows of one caught mail.
 *
 * @param id counts up over all mails, also over restarts
 * @param received when it came in
 * @param envelope who it was for and who gets its bounces, as said in SMTP
 * @param from the header, decoded; empty when absent
 * @param to the header, decoded; empty when absent
 * @param subject the header, decoded; empty when absent
 * @param size its bytes
 */
record CaughtMail(
    long id,
    Instant received,
    Envelope envelope,
    String from,
    String to,
    String subject,
    long size) {

  /** The transport addresses, apart from the headers (RFC 5321 s. 2.3.1). */
  record Envelope(String reversePath, List<String> recipients) {}

  /** Reads the headers of a message. */
  static CaughtMail of(long id, Instant received, Envelope envelope, byte[] message) {
    InternetHeaders headers;
    try {
      headers = new InternetHeaders(new ByteArrayInputStream(message), true);
    } catch (MessagingException unreadable) {
      headers = new InternetHeaders();
    }
    return new CaughtMail(
        id,
        received,
        envelope,
        decoded(headers, "From"),
        decoded(headers, "To"),
        decoded(headers, "Subject"),
        message.length);
  }

  private static String decoded(InternetHeaders headers, String name) {
    String value = headers.getHeader(name, ", ");
    if (value == null) {
      return "";
    }
    String unfolded = MimeUtility.unfold(value);
    try {
      return MimeUtility.decodeText(unfolded);
    } catch (UnsupportedEncodingException unknownCharset) {
      return unfolded;
    }
  }

  /** Whether the words stand in its subject or in one of its addresses. */
  boolean matches(String words) {
    String all = String.join("\n", subject, from, to, String.join("\n", envelope.recipients()));
    return all.toLowerCase(Locale.ROOT).contains(words.strip().toLowerCase(Locale.ROOT));
  }
}
