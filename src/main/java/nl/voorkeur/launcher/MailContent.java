package nl.voorkeur.launcher;

import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * What a reader sees of a message.
 *
 * @param headers as they came in, unfolded, in their order
 * @param html the first HTML part
 * @param text the first plain text part
 * @param others the names or types of all other parts
 */
record MailContent(
    List<NameAndValue> headers, Optional<String> html, Optional<String> text, List<String> others) {

  /** One header. */
  record NameAndValue(String name, String value) {}

  /** Reads a message; what is malformed in it is left out, never refused. */
  static MailContent of(byte[] message) {
    Properties properties = new Properties();
    properties.setProperty("mail.mime.allowutf8", "true");
    Reader reader = new Reader();
    List<NameAndValue> headers = new ArrayList<>();
    try {
      MimeMessage mail =
          new MimeMessage(Session.getInstance(properties), new ByteArrayInputStream(message));
      for (Header header : Collections.list(mail.getAllHeaders())) {
        headers.add(new NameAndValue(header.getName(), MimeUtility.unfold(header.getValue())));
      }
      reader.read(mail);
    } catch (MessagingException | IOException malformed) {
      reader.others.add("a part that can’t be read");
    }
    return new MailContent(headers, reader.html, reader.text, List.copyOf(reader.others));
  }

  /** Walks through the parts. */
  private static final class Reader {
    private final List<String> others = new ArrayList<>();
    private Optional<String> html = Optional.empty();
    private Optional<String> text = Optional.empty();

    void read(Part part) throws MessagingException, IOException {
      boolean attached = Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition());
      if (!attached && part.isMimeType("multipart/*")) {
        Multipart parts = (Multipart) part.getContent();
        for (int i = 0; i < parts.getCount(); i++) {
          read(parts.getBodyPart(i));
        }
      } else if (!attached && html.isEmpty() && part.isMimeType("text/html")) {
        html = Optional.of(content(part));
      } else if (!attached && text.isEmpty() && part.isMimeType("text/plain")) {
        text = Optional.of(content(part));
      } else {
        others.add(Optional.ofNullable(part.getFileName()).orElse(part.getContentType()));
      }
    }

    private static String content(Part part) throws MessagingException, IOException {
      try {
        return part.getContent().toString();
      } catch (IOException unknownCharset) {
        try (InputStream in = part.getInputStream()) {
          return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
      }
    }
  }
}
