package nl.voorkeur.mailing;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.ParameterList;
import java.util.Base64;
import java.util.List;

/**
 * How the parts of a message stand in each other (RFC 2046 s. 5.1, RFC 2387): the attachments
 * beside the mail, text and HTML as two ways to say the same, the pictures with the HTML part that
 * shows them. Nothing of that is there when there is nothing to put in it.
 */
final class MessageParts {

  private MessageParts() {}

  static MimeMultipart of(MimeBodyPart plain, MimeBodyPart html, List<Enclosure> enclosures)
      throws MessagingException {
    List<Enclosure> pictures =
        enclosures.stream().filter(one -> one.contentId().isPresent()).toList();
    List<Enclosure> attachments =
        enclosures.stream().filter(one -> one.contentId().isEmpty()).toList();
    MimeMultipart both = new MimeMultipart("alternative");
    both.addBodyPart(plain);
    both.addBodyPart(
        pictures.isEmpty() ? html : within("related; type=\"text/html\"", html, pictures));
    if (attachments.isEmpty()) {
      return both;
    }
    MimeMultipart whole = new MimeMultipart("mixed");
    whole.addBodyPart(wrapped(both));
    for (Enclosure attachment : attachments) {
      whole.addBodyPart(part(attachment));
    }
    return whole;
  }

  private static MimeBodyPart within(String kind, MimeBodyPart first, List<Enclosure> others)
      throws MessagingException {
    MimeMultipart parts = new MimeMultipart(kind);
    parts.addBodyPart(first);
    for (Enclosure other : others) {
      parts.addBodyPart(part(other));
    }
    return wrapped(parts);
  }

  private static MimeBodyPart wrapped(MimeMultipart parts) throws MessagingException {
    MimeBodyPart part = new MimeBodyPart();
    part.setContent(parts);
    return part;
  }

  private static MimeBodyPart part(Enclosure enclosure) throws MessagingException {
    boolean shown = enclosure.contentId().isPresent();
    InternetHeaders fields = new InternetHeaders();
    fields.setHeader("Content-Type", enclosure.mediaType());
    fields.setHeader("Content-Transfer-Encoding", "base64");
    ParameterList named = new ParameterList();
    named.set("filename", enclosure.name(), "UTF-8"); // RFC 2231 (requirement F4)
    String kind = shown ? "inline" : "attachment";
    fields.setHeader(
        "Content-Disposition",
        kind + named.toString("Content-Disposition: ".length() + kind.length()));
    enclosure.contentId().ifPresent(id -> fields.setHeader("Content-ID", "<" + id + ">"));
    return new MimeBodyPart(fields, Base64.getMimeEncoder().encode(enclosure.content()));
  }
}
