package nl.voorkeur.platform.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.platform.configuration.Configuration;
import nl.voorkeur.platform.mail.SendResult.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every fault of a mail server has one outcome, and after the dot only 250 means sent. */
class MailConnectionTest {

  private static final Duration PATIENCE = Duration.ofMillis(250);
  private static final EmailAddress SENDER = EmailAddress.of("nieuws@imailo.example");
  private static final EmailAddress JAN = EmailAddress.of("jan@example.org");

  @ParameterizedTest
  @CsvSource({
    "CONNECT, 421 4.3.2 later,            UNAVAILABLE",
    "CONNECT, 554 5.7.1 not you,          SENDER_REFUSED",
    "CONNECT, CUT,                        UNAVAILABLE",
    "CONNECT, SILENCE,                    UNAVAILABLE",
    "MAIL,    451 4.3.0 later,            UNAVAILABLE",
    "MAIL,    550 5.7.1 not this sender,  SENDER_REFUSED",
    "MAIL,    CUT,                        UNAVAILABLE",
    "MAIL,    SILENCE,                    UNAVAILABLE",
    "RCPT,    550 5.1.1 no such mailbox,  REJECTED",
    "RCPT,    550 no such mailbox,        REJECTED",
    "RCPT,    550 5.7.1 relaying denied,  SENDER_REFUSED",
    "RCPT,    450 4.2.0 greylisted,       DEFERRED",
    "RCPT,    421 4.3.2 going down,       UNAVAILABLE",
    "RCPT,    CUT,                        UNAVAILABLE",
    "DATA,    451 4.3.0 later,            DEFERRED",
    "DATA,    554 5.7.1 no,               SENDER_REFUSED",
    "DATA,    CUT,                        UNAVAILABLE",
    "DOT,     250 2.0.0 queued,           SENT",
    "DOT,     452 4.3.1 disk full,        DEFERRED",
    "DOT,     421 4.3.2 going down,       DEFERRED",
    "DOT,     550 5.2.2 mailbox full,     REJECTED",
    "DOT,     550 5.7.515 access denied,  SENDER_REFUSED",
    "DOT,     554 looks like spam,        SENDER_REFUSED",
    "DOT,     CUT,                        IN_DOUBT",
    "DOT,     SILENCE,                    IN_DOUBT",
    "DOT,     199 what,                   IN_DOUBT",
    "DOT,     nonsense,                   IN_DOUBT",
  })
  void eachFaultHasOneOutcomeAndTheNextMessageGoesThrough(
      String step, String reply, Outcome expected) {
    for (Server kind : Server.values()) {
      assertOutcome(kind, step, reply, expected);
    }
  }

  /** How a server takes commands that come in a group (RFC 2920). */
  private enum Server {
    NO_PIPELINING,
    PIPELINING,
    /** Says 354 although it refused the sender or the recipient. */
    CARELESS_PIPELINING
  }

  private static void assertOutcome(Server kind, String step, String reply, Outcome expected) {
    AtomicInteger times = new AtomicInteger();
    AtomicBoolean refused = new AtomicBoolean();
    try (SmtpSink sink =
        SmtpSink.offering(
            kind == Server.NO_PIPELINING ? List.of() : List.of("PIPELINING"),
            command -> {
              if (command.startsWith(step) && times.incrementAndGet() == 1) {
                refused.set(reply.matches("[45].*"));
                return reply;
              }
              if (command.matches("(?s)(MAIL|RSET|CONNECT).*")) {
                refused.set(false);
              }
              boolean follows = command.startsWith("RCPT") || command.equals("DATA");
              return kind == Server.PIPELINING && refused.get() && follows
                  ? "503 5.5.1 not now"
                  : null;
            })) {
      try (MailConnection connection =
          new MailServer(sink.configuration(), PATIENCE).connection()) {
        SendResult result = connection.send(mail(JAN), () -> true);
        assertEquals(expected, result.outcome(), kind + ": " + result.status());
        SendResult next = connection.send(mail(JAN), () -> true);
        assertEquals(Outcome.SENT, next.outcome(), kind + ": " + next.status());
      }
      assertEquals(expected == Outcome.SENT ? 2 : 1, sink.taken().size(), kind + ": nothing twice");
    }
  }

  @Test
  void nobodyAtTheOtherEndIsNobodysFault() throws Exception {
    try (SmtpSink sink = SmtpSink.friendly();
        java.net.Socket taken = new java.net.Socket()) {
      // a port that is taken and where nobody listens
      taken.bind(new java.net.InetSocketAddress(java.net.InetAddress.getLoopbackAddress(), 0));
      var settings = sink.settings(null);
      var configuration =
          nl.voorkeur.platform.configuration.Configuration.read(
              property ->
                  property.equals("voorkeur.smtp.port")
                      ? Integer.toString(taken.getLocalPort())
                      : settings.apply(property));
      try (MailConnection connection = new MailServer(configuration, PATIENCE).connection()) {
        assertEquals(Outcome.UNAVAILABLE, connection.open().orElseThrow().outcome());
      }
    }
  }

  @Test
  void aClosedGateKeepsTheServerFromHearingOfIt() {
    try (SmtpSink sink = SmtpSink.friendly();
        MailConnection connection = new MailServer(sink.configuration(), PATIENCE).connection()) {
      assertEquals(Outcome.NOT_STARTED, connection.send(mail(JAN), () -> false).outcome());
      assertTrue(sink.commands().stream().noneMatch(command -> command.startsWith("MAIL")));
      assertEquals(Outcome.SENT, connection.send(mail(JAN), () -> true).outcome());
    }
  }

  @Test
  void anAddressInUtf8GoesOnlyWhereItIsUnderstood() {
    EmailAddress joerg = EmailAddress.of("jörg@bücher.example");
    try (SmtpSink sink = SmtpSink.without("SMTPUTF8");
        MailConnection connection = new MailServer(sink.configuration(), PATIENCE).connection()) {
      SendResult result = connection.send(mail(joerg), () -> true);
      assertEquals(Outcome.REJECTED, result.outcome(), "requirement F5");
      assertTrue(result.status().startsWith("5.6.7"), result.status());
      assertTrue(sink.commands().stream().noneMatch(command -> command.startsWith("MAIL")));
      assertEquals(
          Outcome.SENT,
          connection.send(mail(EmailAddress.of("jan@bücher.example")), () -> true).outcome(),
          "an A-label needs no extension");
    }
    try (SmtpSink sink = SmtpSink.friendly();
        MailConnection connection = new MailServer(sink.configuration(), PATIENCE).connection()) {
      assertEquals(Outcome.SENT, connection.send(mail(joerg), () -> true).outcome());
      assertEquals(Outcome.SENT, connection.send(mail(JAN), () -> true).outcome());
      assertTrue(sink.taken().get(0).mailCommand().contains(" SMTPUTF8"));
      assertFalse(
          sink.taken().get(1).mailCommand().contains(" SMTPUTF8"), "only who needs it asks for it");
      assertEquals(
          "jörg@xn--bcher-kva.example",
          new String(
              sink.taken().get(0).to().getBytes(StandardCharsets.ISO_8859_1),
              StandardCharsets.UTF_8));
    }
  }

  @Test
  void withoutTheProtectionThatIsAskedForNothingIsSent() {
    try (SmtpSink sink = SmtpSink.friendly();
        MailConnection connection =
            server(sink, Map.of("voorkeur.smtp.security", "starttls")).connection()) {
      assertEquals(Outcome.SENDER_REFUSED, connection.open().orElseThrow().outcome());
      assertTrue(sink.commands().stream().noneMatch(command -> command.startsWith("MAIL")));
    }
  }

  @Test
  void aCertificateThatNobodyVouchesForIsRefused(@TempDir Path folder) throws Exception {
    try (SmtpSink sink = SmtpSink.overTls(Certificates.make(folder).context());
        MailConnection connection =
            server(sink, Map.of("voorkeur.smtp.security", "tls")).connection()) {
      SendResult result = connection.send(mail(JAN), () -> true);
      assertEquals(Outcome.SENDER_REFUSED, result.outcome());
      assertTrue(result.status().contains("certificate"), result.status());
      assertTrue(sink.commands().isEmpty());
    }
  }

  @Test
  void aRefusedSignInIsOurFaultAndAGoodOneWorks() {
    Map<String, String> user =
        Map.of("voorkeur.smtp.user", "portal", "voorkeur.smtp.password", "secret");
    for (boolean good : new boolean[] {true, false}) {
      try (SmtpSink sink =
              SmtpSink.offering(
                  List.of("AUTH PLAIN"),
                  command ->
                      command.startsWith("AUTH")
                          ? good ? "235 2.7.0 in" : "535 5.7.8 wrong"
                          : null);
          MailConnection connection = server(sink, user).connection()) {
        SendResult result = connection.send(mail(JAN), () -> true);
        assertEquals(good ? Outcome.SENT : Outcome.SENDER_REFUSED, result.outcome());
      }
    }
  }

  private static MailServer server(SmtpSink sink, Map<String, String> more) {
    return new MailServer(
        Configuration.read(
            property ->
                more.containsKey(property)
                    ? more.get(property)
                    : sink.settings(null).apply(property)),
        PATIENCE);
  }

  @Test
  void theGroupGoesOutTogetherAndOnlyWhenAllowed() {
    try (SmtpSink sink = SmtpSink.offering(List.of("PIPELINING"), command -> null);
        MailConnection connection = server(sink, Map.of()).connection()) {
      assertEquals(Outcome.NOT_STARTED, connection.send(mail(JAN), () -> false).outcome());
      assertEquals(Outcome.SENT, connection.send(mail(JAN), () -> true).outcome());
      assertEquals(Outcome.SENT, connection.send(mail(JAN), () -> true).outcome());
      assertEquals(
          List.of("EHLO", "MAIL", "RCPT", "DATA", "MAIL", "RCPT", "DATA"),
          sink.commands().stream().map(command -> command.split("[ :]")[0]).toList());
    }
  }

  @Test
  void aLargeMessageArrivesWhole() {
    String line = ".large " + "x".repeat(70) + "\r\n";
    Outgoing mail =
        new Outgoing(
            SENDER,
            JAN,
            ("Subject: x\r\n\r\n" + line.repeat(4000)).getBytes(StandardCharsets.US_ASCII));
    for (String extension : List.of("PIPELINING", "DSN")) {
      try (SmtpSink sink = SmtpSink.offering(List.of(extension), command -> null);
          MailConnection connection =
              new MailServer(sink.configuration(), Duration.ofSeconds(5)).connection()) {
        assertEquals(Outcome.SENT, connection.send(mail, () -> true).outcome());
        assertEquals("Subject: x\r\n\r\n" + line.repeat(4000), sink.taken().get(0).text());
      }
    }
  }

  @Test
  void anotherServerStandsInForOneThatIsAway() throws Exception {
    try (SmtpSink sink = SmtpSink.friendly();
        java.net.Socket taken = new java.net.Socket()) {
      taken.bind(new java.net.InetSocketAddress(java.net.InetAddress.getLoopbackAddress(), 0));
      String hosts = "127.0.0.1:" + taken.getLocalPort() + "*100, 127.0.0.1:" + sink.port();
      try (MailConnection connection =
          server(sink, Map.of("voorkeur.smtp.host", hosts)).connection()) {
        assertEquals(Outcome.SENT, connection.send(mail(JAN), () -> true).outcome());
      }
    }
  }

  @Test
  void serversGetConnectionsByTheirWeight() {
    try (SmtpSink sink = SmtpSink.friendly()) {
      MailServer server = server(sink, Map.of("voorkeur.smtp.host", "a.example*9,b.example:26"));
      long first =
          java.util.stream.IntStream.range(0, 2000)
              .filter(i -> server.inTurn("").get(0).name().equals("a.example"))
              .count();
      assertTrue(first > 1700 && first < 1900, "nine of ten: " + first);
      assertEquals(2, server.inTurn("").size());
    }
  }

  @Test
  void aStatusNeverHoldsAnAddress() {
    try (SmtpSink sink =
            SmtpSink.scripted(
                command ->
                    command.startsWith("RCPT") ? "550 5.1.1 <jan@example.org>: unknown" : null);
        MailConnection connection = new MailServer(sink.configuration(), PATIENCE).connection()) {
      assertEquals("550 5.1.1 … unknown", connection.send(mail(JAN), () -> true).status());
    }
  }

  /** By our own way to the line, and by Angus's. */
  @ParameterizedTest
  @CsvSource({"true, true", "true, false", "false, true", "false, false"})
  void theContentArrivesAsItLeft(String pipelining, boolean ended) {
    String content = "Subject: x\r\n\r\n.\r\n..two\r\na.b\r\n.\r\n\r\n.end";
    Outgoing mail =
        new Outgoing(
            SENDER, JAN, (ended ? content + "\r\n" : content).getBytes(StandardCharsets.US_ASCII));
    try (SmtpSink sink = SmtpSink.offering(List.of("PIPELINING"), command -> null);
        MailConnection connection =
            server(sink, Map.of("voorkeur.smtp.pipelining", pipelining)).connection()) {
      assertEquals(Outcome.SENT, connection.send(mail, () -> true).outcome());
      assertEquals(content + "\r\n", sink.taken().get(0).text());
      assertEquals("nieuws@imailo.example", sink.taken().get(0).from());
    }
  }

  private static Outgoing mail(EmailAddress to) {
    return new Outgoing(
        SENDER, to, "Subject: test\r\n\r\nDag\r\n".getBytes(StandardCharsets.US_ASCII));
  }
}
