package nl.voorkeur.platform.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.platform.configuration.Configuration;
import nl.voorkeur.platform.mail.SendResult.Outcome;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS, STARTTLS and signing in work alike with commands in a group and one by one. */
class MailProtectionTest {

  private static final EmailAddress SENDER = EmailAddress.of("nieuws@imailo.example");
  private static final EmailAddress JAN = EmailAddress.of("jan@example.org");
  private static final String LARGE =
      "Subject: x\r\n\r\n" + ("line " + "x".repeat(70) + "\r\n").repeat(3000);

  @TempDir private static Path folder;
  private static Certificates certificates;

  @BeforeAll
  static void make() throws Exception {
    certificates = Certificates.make(folder);
  }

  @Test
  void tlsFromTheFirstByte() {
    for (String pipelining : List.of("true", "false")) {
      try (SmtpSink sink = SmtpSink.overTls(certificates.context(), "PIPELINING", "AUTH PLAIN")) {
        assertSignedIn(sink, "tls", pipelining);
      }
    }
  }

  @Test
  void tlsAfterStartTls() {
    for (String pipelining : List.of("true", "false")) {
      try (SmtpSink sink =
          SmtpSink.overStartTls(certificates.context(), "PIPELINING", "AUTH PLAIN")) {
        assertSignedIn(sink, "starttls", pipelining);
        assertEquals("STARTTLS", sink.commands().get(1), "before all else");
      }
    }
  }

  @Test
  void aCertificateForAnotherNameIsRefused() {
    try (SmtpSink sink = SmtpSink.overStartTls(certificates.context())) {
      Map<String, String> settings = settings("starttls", "true");
      settings.put("voorkeur.smtp.host", "localhost");
      try (MailConnection connection = server(sink, settings).connection()) {
        SendResult result = connection.open().orElseThrow();
        assertEquals(Outcome.SENDER_REFUSED, result.outcome(), result.status());
      }
      assertTrue(sink.commands().stream().noneMatch(command -> command.startsWith("AUTH")));
    }
  }

  @Test
  void anAccessTokenIsReadAnewForEachConnection() throws Exception {
    Path file = folder.resolve("token");
    Map<String, String> settings = settings("starttls", "true");
    settings.put("voorkeur.smtp.auth", "xoauth2");
    settings.put("voorkeur.smtp.password.file", file.toString());
    for (String token : List.of("first", "second")) {
      Files.writeString(file, token + "\n");
      try (SmtpSink sink =
              SmtpSink.overStartTls(certificates.context(), "AUTH PLAIN XOAUTH2", "PIPELINING");
          MailConnection connection = server(sink, settings).connection()) {
        assertEquals(Outcome.SENT, connection.send(mail(), () -> true).outcome());
        String response =
            sink.commands().stream()
                .filter(command -> command.startsWith("AUTH XOAUTH2 "))
                .findFirst()
                .orElseThrow()
                .substring("AUTH XOAUTH2 ".length());
        assertEquals(
            "user=portal\1auth=Bearer " + token + "\1\1",
            new String(Base64.getDecoder().decode(response), StandardCharsets.UTF_8));
      }
    }
  }

  private static void assertSignedIn(SmtpSink sink, String security, String pipelining) {
    try (MailConnection connection = server(sink, settings(security, pipelining)).connection()) {
      for (int i = 0; i < 3; i++) {
        SendResult result = connection.send(mail(), () -> true);
        assertEquals(Outcome.SENT, result.outcome(), result.status());
      }
    }
    assertEquals(3, sink.taken().size());
    assertEquals(LARGE, sink.taken().get(2).text());
    assertTrue(sink.commands().stream().anyMatch(command -> command.startsWith("AUTH")));
  }

  private static Outgoing mail() {
    return new Outgoing(SENDER, JAN, LARGE.getBytes(StandardCharsets.US_ASCII));
  }

  private static Map<String, String> settings(String security, String pipelining) {
    Map<String, String> settings = new HashMap<>();
    settings.put("voorkeur.smtp.security", security);
    settings.put("voorkeur.smtp.pipelining", pipelining);
    settings.put("voorkeur.smtp.ca", certificates.pem().toString());
    settings.put("voorkeur.smtp.user", "portal");
    settings.put("voorkeur.smtp.password", "secret");
    return settings;
  }

  private static MailServer server(SmtpSink sink, Map<String, String> settings) {
    return new MailServer(
        Configuration.read(
            property -> settings.getOrDefault(property, sink.settings(null).apply(property))),
        Duration.ofSeconds(5));
  }
}
