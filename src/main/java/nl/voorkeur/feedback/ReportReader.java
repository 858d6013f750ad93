package nl.voorkeur.feedback;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MailDateFormat;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.voorkeur.feedback.Feedback.Kind;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.kernel.MailingId;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.platform.token.LinkPurpose;
import nl.voorkeur.platform.token.LinkTokens;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Reads delivery status notifications (RFC 3464) and feedback reports (RFC 5965). Anybody can send
 * one, so of what it says only that counts by which it proves to be about a message of ours: the
 * signed return path, the Message-ID or a link of ours; never an address that it names (requirement
 * B2).
 */
final class ReportReader {

  private static final Session SESSION = Session.getInstance(new Properties());
  private static final Pattern STATUS = Pattern.compile("([245]\\.\\d{1,3}\\.\\d{1,3})\\b.*");
  private static final Pattern STOP_LINK = Pattern.compile("/u/([A-Za-z0-9_-]{20,200})>");

  /** Types by which a person says no; other reports are no business of theirs (requirement C3). */
  private static final Set<String> NO = Set.of("abuse", "opt-out", "opt-out-list");

  /** Where mail servers write to whom they delivered. */
  private static final List<String> ADDRESSED =
      List.of("X-Original-To", "Delivered-To", "Envelope-To", "X-Failed-Recipients", "To");

  private final LinkTokens tokens;

  ReportReader(LinkTokens tokens) {
    this.tokens = tokens;
  }

  /** The reports that a mail holds; none when it is another kind of mail, or broken. */
  List<Feedback> read(byte[] mail) {
    try {
      MimeMessage message = new MimeMessage(SESSION, new ByteArrayInputStream(mail));
      if (!message.isMimeType("multipart/report")) {
        return List.of();
      }
      MimeMultipart parts =
          new MimeMultipart(
              new ByteArrayDataSource(message.getInputStream(), message.getContentType()));
      String kind = new ContentType(message.getContentType()).getParameter("report-type");
      return "feedback-report".equalsIgnoreCase(kind)
          ? complaint(message, parts, DigestUtils.sha256Hex(mail))
          : bounces(message, parts, DigestUtils.sha256Hex(mail));
    } catch (MessagingException | IOException broken) {
      return List.of();
    }
  }

  private List<Feedback> bounces(MimeMessage message, MimeMultipart parts, String hash)
      throws MessagingException, IOException {
    Optional<BodyPart> report = part(parts, "message/delivery-status");
    if (report.isEmpty()) {
      return List.of();
    }
    Reference about = reference(message, parts);
    List<Feedback> found = new ArrayList<>();
    try (InputStream in = report.get().getInputStream()) {
      Optional<Instant> at = date(new InternetHeaders(in, true).getHeader("Arrival-Date", null));
      while (in.available() > 0) {
        InternetHeaders one = new InternetHeaders(in, true);
        String action = one.getHeader("Action", null);
        if (action != null && action.strip().toLowerCase(Locale.ROOT).startsWith("failed")) {
          Optional<String> status = status(one.getHeader("Status", null));
          Kind kind = status.map(Kind::bounce).orElse(Kind.OTHER_BOUNCE);
          Optional<Instant> last = date(one.getHeader("Last-Attempt-Date", null)).or(() -> at);
          found.add(new Feedback(hash + " " + found.size(), kind, last, status, about));
        }
      }
    }
    return found;
  }

  private List<Feedback> complaint(MimeMessage message, MimeMultipart parts, String hash)
      throws MessagingException, IOException {
    Optional<BodyPart> report = part(parts, "message/feedback-report");
    if (report.isEmpty()) {
      return List.of();
    }
    try (InputStream in = report.get().getInputStream()) {
      InternetHeaders fields = new InternetHeaders(in, true);
      String type = fields.getHeader("Feedback-Type", null);
      if (type == null || !NO.contains(type.strip().toLowerCase(Locale.ROOT))) {
        return List.of();
      }
      Optional<Instant> at =
          date(fields.getHeader("Arrival-Date", null))
              .or(() -> date(first(fields, "Received-Date")));
      Reference seen = reference(message, parts);
      List<EmailAddress> paths = new ArrayList<>(seen.paths());
      paths.addAll(addresses(fields.getHeader("Original-Mail-From")));
      return List.of(
          new Feedback(
              hash,
              Kind.COMPLAINT,
              at,
              Optional.empty(),
              new Reference(paths, seen.messageIds(), seen.told(), Optional.empty())));
    }
  }

  private static String first(InternetHeaders fields, String name) {
    return fields.getHeader(name, null);
  }

  /** By what the report and the message that it returns show which one is meant. */
  private Reference reference(MimeMessage report, MimeMultipart parts)
      throws MessagingException, IOException {
    List<EmailAddress> paths = new ArrayList<>();
    for (String name : ADDRESSED) {
      paths.addAll(addresses(report.getHeader(name)));
    }
    List<String> ids = new ArrayList<>();
    Optional<Reference.Told> told = Optional.empty();
    Optional<BodyPart> returned =
        part(parts, "message/rfc822")
            .or(() -> part(parts, "text/rfc822-headers"))
            .or(() -> part(parts, "message/global"));
    if (returned.isPresent()) {
      try (InputStream in = returned.get().getInputStream()) {
        InternetHeaders fields = new InternetHeaders(in, true);
        Optional.ofNullable(fields.getHeader("Message-ID"))
            .ifPresent(all -> ids.addAll(Arrays.asList(all)));
        paths.addAll(addresses(fields.getHeader("Return-Path")));
        told = Optional.ofNullable(fields.getHeader("List-Unsubscribe", null)).flatMap(this::told);
      }
    }
    return new Reference(paths, ids, told, Optional.empty());
  }

  private Optional<Reference.Told> told(String unsubscribe) {
    Matcher link = STOP_LINK.matcher(unsubscribe);
    return link.find()
        ? tokens
            .read(link.group(1), LinkPurpose.UNSUBSCRIBE)
            .filter(read -> read.mailing() > 0)
            .map(
                read ->
                    new Reference.Told(
                        new MailingId(read.mailing()), new RecipientId(read.subject())))
        : Optional.empty();
  }

  private static Optional<BodyPart> part(MimeMultipart parts, String type) {
    try {
      for (int i = 0; i < parts.getCount(); i++) {
        Part part = parts.getBodyPart(i);
        if (part.isMimeType(type)) {
          return Optional.of(parts.getBodyPart(i));
        }
      }
      return Optional.empty();
    } catch (MessagingException broken) {
      return Optional.empty();
    }
  }

  private static List<EmailAddress> addresses(String[] values) {
    List<EmailAddress> found = new ArrayList<>();
    for (String value : values == null ? new String[0] : values) {
      try {
        for (InternetAddress one : InternetAddress.parseHeader(value, false)) {
          EmailAddress.parse(one.getAddress()).fold(found::add, fault -> false);
        }
      } catch (AddressException notOne) {
        continue;
      }
    }
    return found;
  }

  private static Optional<String> status(String text) {
    Matcher status = STATUS.matcher(text == null ? "" : text.strip());
    return status.matches() ? Optional.of(status.group(1)) : Optional.empty();
  }

  private static Optional<Instant> date(String text) {
    try {
      return text == null
          ? Optional.empty()
          : Optional.ofNullable(new MailDateFormat().parse(text)).map(java.util.Date::toInstant);
    } catch (ParseException another) {
      return Optional.empty();
    }
  }
}
