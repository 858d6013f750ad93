package nl.voorkeur.mailing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import nl.voorkeur.kernel.MailingId;
import nl.voorkeur.platform.configuration.Configuration;
import nl.voorkeur.platform.mail.DkimKey;
import nl.voorkeur.platform.mail.PostfixRelay;
import nl.voorkeur.platform.mail.SmtpSink;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Mailings through a real Postfix: both signatures still verify, also with long headers and names
 * in UTF-8, and the content arrives as it left (requirements D1, D3, F3).
 */
class RelayMailIT {

  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

  @TempDir private Path folder;

  @Test
  void signaturesSurviveAPostfixRelay() {
    Assumptions.assumeTrue(PostfixRelay.isPossible(), "needs postfix, and root to start it");
    DispatchFixture house = new DispatchFixture();
    house.reader("jan@example.org");
    house.reader("joerg@xn--bcher-kva.example");
    house.reader("jörg@example.org");
    house.execute("UPDATE recipient SET first_name = 'Zoë Ærøskøbing 王小明 ' || repeat('é', 40)");
    house.execute(
        "UPDATE controller SET sender_name = 'Vereniging “De Lente” voor Überlieferung en Zürcher Zunft'");
    MailingId id =
        house.mailing(
            DispatchFixture.WEEKBLIK,
            "Een héél lang onderwerp over 東京, Øresund en nog veel meer, met een naam: {{first_name|lezer}} en dan nog wat",
            "# Dag {{first_name|lezer}}\n\n.\n\n..punten\n\nFrom het begin van een regel");
    house.start(id, DispatchFixture.WEEKBLIK);
    DkimKey rsa = DkimKey.make("r1");
    DkimKey small = DkimKey.ed25519("e1");
    try (SmtpSink sink = SmtpSink.friendly();
        PostfixRelay relay = PostfixRelay.to(sink.port(), folder)) {
      Configuration configuration =
          Configuration.read(
              property ->
                  switch (property) {
                    case "voorkeur.smtp.port" -> Integer.toString(relay.port());
                    case "voorkeur.dkim.key" -> rsa.setting();
                    case "voorkeur.dkim.ed25519.key" -> small.setting();
                    default -> sink.settings(null).apply(property);
                  });
      house.run(house.worker(configuration, RetryPlan.USUAL));
      assertEquals(java.util.Map.of("SENT", 3L), house.states(id));
      for (long end = System.nanoTime() + PATIENCE;
          sink.taken().size() < 3 && System.nanoTime() < end; ) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      }
      assertEquals(3, sink.taken().size());
      for (SmtpSink.Taken message : List.copyOf(sink.taken())) {
        String text = new String(message.content(), StandardCharsets.ISO_8859_1);
        assertTrue(text.startsWith("Received: "), "it went through the relay");
        assertTrue(rsa.verify(message.content(), "imailo.example").isValid(), message.to());
        assertTrue(small.verify(message.content(), "imailo.example").isValid(), message.to());
        for (String line : text.split("\r\n")) {
          assertTrue(line.length() <= 998, "RFC 5322 s. 2.1.1");
        }
      }
    }
  }
}
