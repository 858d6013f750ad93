package nl.voorkeur.platform.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.kernel.MailingId;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.platform.configuration.Configuration;
import nl.voorkeur.platform.token.ReturnPaths.Returned;
import org.junit.jupiter.api.Test;

/** The address a bounce comes back to: short, and nobody else can make one (requirement B2). */
class ReturnPathsTest {

  private static final String OLD = "old:" + "A".repeat(43) + "=";
  private static final String NEW = "new:" + "B".repeat(43) + "=";

  @Test
  void whatWasSentIsWhatComesBack() {
    ReturnPaths paths = paths(OLD, "Bounce.xn--bcher-kva.example");
    for (long number : new long[] {1, 77, 1L << 40, Long.MAX_VALUE}) {
      Returned message = new Returned(new MailingId(number), new RecipientId(number / 2 + 1));
      EmailAddress path = paths.of(message.mailing(), message.recipient()).orElseThrow();
      assertEquals("bounce.xn--bcher-kva.example", path.domain());
      assertTrue(path.localPart().length() <= 64, "requirement F1: " + path.localPart().length());
      assertEquals(Optional.of(message), paths.read(path));
      EmailAddress shouted =
          EmailAddress.of(
              path.localPart().toUpperCase(java.util.Locale.ROOT) + "@" + path.domain());
      assertEquals(Optional.of(message), paths.read(shouted), "servers fold case");
      assertEquals(
          Optional.of(message),
          paths(NEW + "," + OLD, "bounce.xn--bcher-kva.example").read(path),
          "keys rotate");
      assertEquals(Optional.empty(), paths(NEW, "bounce.xn--bcher-kva.example").read(path));
    }
  }

  /**
   * Bounces come days later: the same path was made by Python's hmac from the form's description.
   */
  @Test
  void pathsOfOldMailsGoOnWorking() {
    assertEquals(
        Optional.of(new Returned(new MailingId(42), new RecipientId(1234567))),
        paths(NEW + "," + OLD, "bounce.example")
            .read(
                EmailAddress.of("b-k6d000000000000l0000000015lk7hpq59mpjblosgegu@bounce.example")));
  }

  @Test
  void nothingElseIsTaken() {
    ReturnPaths paths = paths(OLD, "bounce.example");
    String genuine = paths.of(new MailingId(1), new RecipientId(2)).orElseThrow().localPart();
    for (int i = 0; i < genuine.length(); i++) {
      char other = genuine.charAt(i) == '7' ? '8' : '7';
      String forged = genuine.substring(0, i) + other + genuine.substring(i + 1);
      assertEquals(Optional.empty(), paths.read(EmailAddress.of(forged + "@bounce.example")));
    }
    for (String other : new String[] {"b-", "b-1", "b--1", "b-zz", "x", genuine + "0"}) {
      assertEquals(Optional.empty(), paths.read(EmailAddress.of(other + "@bounce.example")));
    }
    assertEquals(Optional.empty(), paths.read(EmailAddress.of(genuine + "@elsewhere.example")));
  }

  @Test
  void aMailOfThePortalItselfIsNoMailing() {
    ReturnPaths paths = paths(OLD, "bounce.example");
    EmailAddress path = paths.ofSystemMail(7, new RecipientId(8)).orElseThrow();
    assertEquals(
        Optional.of(new ReturnPaths.ReturnedSystemMail(7, new RecipientId(8))),
        paths.readSystemMail(path));
    assertEquals(Optional.empty(), paths.read(path));
    EmailAddress other = paths.of(new MailingId(7), new RecipientId(8)).orElseThrow();
    assertEquals(Optional.empty(), paths.readSystemMail(other));
  }

  @Test
  void withoutADomainThereIsNone() {
    assertEquals(Optional.empty(), paths(OLD, null).of(new MailingId(1), new RecipientId(2)));
  }

  private static ReturnPaths paths(String keys, String domain) {
    return new ReturnPaths(
        Configuration.read(
            property ->
                switch (property) {
                  case "voorkeur.base.url" -> "https://v.example";
                  case "voorkeur.token.keys" -> keys;
                  case "voorkeur.bounce.domain" -> domain;
                  default -> null;
                }));
  }
}
