package nl.voorkeur.launcher;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import nl.voorkeur.launcher.CaughtMail.Envelope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of caught mail, and for how long. */
class MailFolderTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-22T10:15:30Z"), ZoneOffset.UTC);
  private static final Envelope ENVELOPE =
      new Envelope("bounce+17@example.nl", List.of("jörg@example.de", "b@example.nl"));

  @TempDir private Path folder;

  private static byte[] message(String subject) {
    return ("From: =?UTF-8?Q?De_Linde?= <a@example.nl>\r\nSubject: "
            + subject
            + "\r\n\r\nhallo\r\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void mailsAreThereAfterARestart() throws IOException {
    CaughtMail caught = MailFolder.open(folder, CLOCK).add(ENVELOPE, message("Hé"));

    MailFolder again = MailFolder.open(folder, Clock.systemUTC());
    assertEquals(List.of(caught), again.find(""));
    assertEquals("De Linde <a@example.nl>", caught.from());
    assertEquals("Hé", caught.subject());
    assertEquals(CLOCK.instant(), caught.received());
    assertArrayEquals(message("Hé"), again.raw(caught.id()).orElseThrow());
    assertEquals(2, again.add(ENVELOPE, message("volgende")).id());
  }

  @Test
  void aMailWithoutItsLineInTheIndexIsKept() throws IOException {
    MailFolder.open(folder, CLOCK).add(ENVELOPE, message("eerste"));
    Files.delete(folder.resolve("envelopes"));
    Files.write(folder.resolve("7.eml"), message("zevende"));

    MailFolder again = MailFolder.open(folder, CLOCK);
    assertEquals(
        List.of("zevende", "eerste"), again.find("").stream().map(CaughtMail::subject).toList());
    assertEquals(8, again.add(ENVELOPE, message("achtste")).id());
  }

  @Test
  void theOldestGoWhenThereAreTooMany() throws IOException {
    MailFolder mails = MailFolder.open(folder, CLOCK);
    for (int i = 0; i < MailFolder.MOST + 2; i++) {
      mails.add(ENVELOPE, message("nr " + i));
    }
    assertEquals(MailFolder.MOST, mails.find("").size());
    assertTrue(mails.raw(2).isEmpty());
    assertEquals("nr 2", mails.get(3).orElseThrow().subject());
  }

  @Test
  void idsGoOnCountingAfterAllAreDeletedAndARestart() throws IOException {
    MailFolder mails = MailFolder.open(folder, CLOCK);
    mails.add(ENVELOPE, message("weg"));
    mails.clear();
    assertEquals(List.of(), mails.find(""));
    assertEquals(2, MailFolder.open(folder, CLOCK).add(ENVELOPE, message("nieuw")).id());
  }
}
