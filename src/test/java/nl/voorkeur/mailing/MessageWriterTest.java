package nl.voorkeur.mailing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.platform.configuration.Configuration;
import nl.voorkeur.platform.mail.DkimSigner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes that leave: RFC 5322, RFC 2047, and no way to make a field of one's own. */
class MessageWriterTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC);
  private static final EmailAddress JAN = EmailAddress.of("jan@example.org");
  private static final String LONG =
      "Ünïcödé 🚲 ".repeat(20) + "een heel lang onderwerp zonder eind ".repeat(3);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Weekblik 47",
        "De markt é",
        "🚲",
        "=?UTF-8?Q?faked?=",
        "a\r\nBcc: everyone@example.org",
        "a\nX-Evil: 1",
        "a\rb",
        "a\u0000b",
        "a\u0085X-Evil: 1",
        "a\u2028X-Evil: 1",
        "\u2029",
        "\"quoted\" \\ <angle@example.org>, (comment)",
        "  spaces  inside   ",
        "العربية עברית",
        ""
      })
  void anySubjectAndAnySenderNameComeBackAsTheyWere(String text) throws Exception {
    for (String each : new String[] {text, text + LONG}) {
      MimeMessage read = read(write(each, each, JAN));
      assertEquals(HeaderText.oneLine(each), read.getSubject(), "requirement F8");
      InternetAddress from = (InternetAddress) read.getFrom()[0];
      assertEquals("nieuws@imailo.example", from.getAddress());
      assertEquals(HeaderText.oneLine(each), from.getPersonal() == null ? "" : from.getPersonal());
      assertEquals(
          Set.of(
              "Date",
              "From",
              "To",
              "Message-ID",
              "Subject",
              "MIME-Version",
              "Content-Type",
              "List-Id"),
          names(read));
    }
  }

  @Test
  void linesAreShortAndEndInCrlf() throws Exception {
    String message = new String(write(LONG, LONG, JAN), StandardCharsets.ISO_8859_1);
    assertEquals(-1, message.replace("\r\n", "").indexOf('\n'), "requirement F2");
    assertEquals(-1, message.replace("\r\n", "").indexOf('\r'));
    for (String line : message.split("\r\n")) {
      assertTrue(line.length() <= 78, line);
      if (line.contains("=?")) {
        assertTrue(line.length() <= 76, "requirement F3: " + line);
      }
    }
    assertTrue(message.chars().allMatch(c -> c < 128), "every octet is ASCII");
  }

  @Test
  void theMessageIdIsTheOneGivenAndTheDateIsOurs() throws Exception {
    MimeMessage read = read(write("x", "y", JAN));
    assertEquals("<m1.2.abc@imailo.example>", read.getMessageID());
    assertEquals(CLOCK.instant(), read.getSentDate().toInstant());
    assertEquals("jan@example.org", read.getHeader("To", ","));
    assertTrue(read.getContentType().startsWith("multipart/alternative"));
    MimeMultipart parts = (MimeMultipart) read.getContent();
    assertEquals("Dag\r\n.\r\nfin € ", parts.getBodyPart(0).getContent());
    assertEquals("<p>Dag €</p>", parts.getBodyPart(1).getContent());
  }

  @Test
  void anAddressInUtf8StaysInUtf8() throws Exception {
    byte[] bytes = write("x", "y", EmailAddress.of("jörg@bücher.example"));
    assertTrue(
        new String(bytes, StandardCharsets.UTF_8).contains("To: jörg@xn--bcher-kva.example\r\n"),
        "RFC 6532");
  }

  private static byte[] write(String subject, String senderName, EmailAddress to) {
    Letterhead head =
        new Letterhead(
            "imailo",
            "iMailo",
            "straat",
            senderName,
            EmailAddress.of("nieuws@imailo.example"),
            Optional.empty());
    Configuration configuration =
        Configuration.read(
            property -> property.equals("voorkeur.base.url") ? "https://v.example" : null);
    return new MessageWriter(new DkimSigner(configuration, CLOCK), CLOCK)
        .write(
            new Letter.Filled(subject, "<p>Dag €</p>", "Dag\r\n.\nfin € "),
            head,
            to,
            "m1.2.abc@imailo.example",
            Map.of("List-Id", "<a.b.imailo.example>"))
        .content();
  }

  private static MimeMessage read(byte[] bytes) throws MessagingException {
    return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(bytes));
  }

  private static Set<String> names(MimeMessage message) throws MessagingException {
    Set<String> names = new HashSet<>();
    Collections.list(message.getAllHeaders()).forEach(header -> names.add(header.getName()));
    return names;
  }
}
