package nl.voorkeur.platform.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.platform.configuration.Configuration;
import nl.voorkeur.platform.mail.SendResult.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each step of SMTP times each fault of a server: one outcome, with and without pipelining. After
 * the message was given, only 250 is sent, 4xx and 5xx are not sent, and everything else is in
 * doubt; before, nothing was delivered. The next message goes through, and none twice.
 */
class SmtpFaultTableTest {

  private static final Duration PATIENCE = Duration.ofMillis(1500);
  private static final int AT_ONCE = 16;

  private static final String[] FAULTS = {
    "RESET", "SILENCE", "421 4.3.2 closing", "451 4.3.0 later", "554 5.3.0 no", "?!", "HALF", "DRIP"
  };

  /** In the order of the faults. U unavailable, D deferred, R rejected, S our fault, ? in doubt. */
  private static final Map<String, String> TABLE =
      new TreeMap<>(
          Map.of(
              "CONNECT", "U U U U S U U sent",
              // without EHLO, HELO is tried
              "EHLO", "U U sent sent sent sent U sent",
              "STARTTLS", "U U U U S U U sent",
              "AUTH", "U U U U S U U sent",
              "MAIL", "U U U U S U U sent",
              "RCPT", "U U U D R U U sent",
              "DATA", "U U U D S U U sent",
              "BODY", "? ? D D S ? ? -",
              "DOT", "? ? D D S ? ? sent",
              "QUIT", "sent sent sent sent sent sent sent sent"));

  private static final Map<String, Outcome> LETTERS =
      Map.of(
          "U", Outcome.UNAVAILABLE,
          "D", Outcome.DEFERRED,
          "R", Outcome.REJECTED,
          "S", Outcome.SENDER_REFUSED,
          "?", Outcome.IN_DOUBT,
          "sent", Outcome.SENT);

  @TempDir private Path folder;

  @Test
  void everyCellHasItsOutcome() throws Exception {
    Certificates certificates = Certificates.make(folder);
    ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE);
    List<Future<String>> cells = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (Map.Entry<String, String> row : TABLE.entrySet()) {
      String[] outcomes = row.getValue().split(" ");
      for (int i = 0; i < FAULTS.length; i++) {
        if (!outcomes[i].equals("-")) {
          for (boolean grouped : new boolean[] {false, true}) {
            String step = row.getKey();
            String fault = FAULTS[i];
            Outcome outcome = LETTERS.get(outcomes[i]);
            int taken = outcome == Outcome.SENT ? 2 : 1;
            expected.add(
                step
                    + " "
                    + fault
                    + " "
                    + grouped
                    + ": "
                    + outcome
                    + ", then SENT, taken "
                    + taken);
            cells.add(pool.submit(() -> cell(certificates, step, fault, grouped)));
          }
        }
      }
    }
    List<String> seen = new ArrayList<>();
    for (Future<String> cell : cells) {
      seen.add(cell.get());
    }
    pool.shutdown();
    assertEquals(String.join("\n", expected), String.join("\n", seen));
  }

  private static String cell(
      Certificates certificates, String step, String fault, boolean grouped) {
    AtomicBoolean done = new AtomicBoolean();
    AtomicBoolean refused = new AtomicBoolean();
    List<String> extensions =
        new ArrayList<>(grouped ? List.of("PIPELINING", "AUTH PLAIN") : List.of("AUTH PLAIN"));
    try (SmtpSink sink =
            SmtpSink.misbehaving(
                step.equals("STARTTLS") ? certificates.context() : null,
                extensions,
                command -> {
                  if (command.startsWith(step) && done.compareAndSet(false, true)) {
                    refused.set(fault.matches("[45].*"));
                    return fault.equals("DRIP") ? SmtpSink.DRIP + usual(step) : fault;
                  }
                  boolean follows = command.startsWith("RCPT") || command.equals("DATA");
                  if (command.matches("(?s)(MAIL|RSET|CONNECT).*")) {
                    refused.set(false);
                  }
                  // as servers do that refused a command of the group
                  return grouped && refused.get() && follows ? "503 5.5.1 not now" : null;
                });
        MailConnection connection = server(sink, step, certificates).connection()) {
      SendResult first = connection.send(mail(), () -> true);
      if (step.equals("QUIT")) {
        quit(connection);
      }
      SendResult next = connection.send(mail(), () -> true);
      return step
          + " "
          + fault
          + " "
          + grouped
          + ": "
          + first.outcome()
          + ", then "
          + next.outcome()
          + ", taken "
          + sink.taken().size();
    }
  }

  private static void quit(MailConnection connection) {
    connection.close();
  }

  private static String usual(String step) {
    return switch (step) {
      case "CONNECT", "STARTTLS" -> "220 go on";
      case "AUTH" -> "235 2.7.0 in";
      case "DATA" -> "354 go on";
      case "QUIT" -> "221 bye";
      default -> "250 2.0.0 OK";
    };
  }

  private static MailServer server(SmtpSink sink, String step, Certificates certificates) {
    return new MailServer(
        Configuration.read(
            property ->
                switch (property) {
                  case "voorkeur.smtp.user" -> step.equals("AUTH") ? "portal" : null;
                  case "voorkeur.smtp.password" -> "secret";
                  case "voorkeur.smtp.security" -> step.equals("STARTTLS") ? "starttls" : null;
                  case "voorkeur.smtp.ca" ->
                      step.equals("STARTTLS") ? certificates.pem().toString() : null;
                  default -> sink.settings(null).apply(property);
                }),
        PATIENCE);
  }

  private static Outgoing mail() {
    return new Outgoing(
        EmailAddress.of("nieuws@imailo.example"),
        EmailAddress.of("jan@example.org"),
        ("Subject: test\r\n\r\n" + "Dag\r\n".repeat(2000)).getBytes(StandardCharsets.US_ASCII));
  }
}
