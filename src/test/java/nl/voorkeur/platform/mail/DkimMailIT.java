package nl.voorkeur.platform.mail;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.platform.configuration.Configuration;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our signatures as somebody else's code sees them, over messages as a server received them. */
class DkimMailIT {

  private static final DkimKey KEY = DkimKey.make("s1");
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC);
  private static final String HEAD =
      "From: =?UTF-8?B?SsO2cmc=?=\r\n <nieuws@imailo.example>\r\nTo: jan@example.org\r\nSubject: a   b\r\n"
          + "\tc\r\nDate: Sun, 22 Nov 2026 12:00:00 +0000\r\nMessage-ID: <1@imailo.example>\r\n"
          + "List-Unsubscribe: <https://voorkeur.example/u/abc>\r\n"
          + "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Dag\r\n",
        "",
        "\r\n\r\n\r\n",
        "no line end at the end",
        "trailing space \t \r\n\r\n  inside \t runs   \r\n\r\n\r\n",
        ".\r\n..\r\n.dot\r\n",
        "very long ............................................................................................\r\n"
      })
  void everyBodyVerifies(String body) {
    assertTrue(verify(overTheWire(HEAD + "\r\n" + body)).isValid());
  }

  @Test
  void theFieldsThatMatterAreCoveredAndCannotBeAdded() {
    byte[] received = overTheWire(HEAD + "\r\nDag\r\n");
    DkimKey.Verdict verdict = verify(received);
    assertTrue(verdict.isValid());
    for (String field :
        new String[] {
          "from", "to", "subject", "date", "list-unsubscribe", "list-unsubscribe-post"
        }) {
      assertTrue(verdict.covered().contains(field), field + " in h= (requirement U7): " + verdict);
      String forged = field + ": something else\r\n" + text(received);
      assertEquals(
          false,
          verify(forged.getBytes(StandardCharsets.ISO_8859_1)).isValid(),
          "a second " + field + " breaks it (requirement D2)");
    }
    String h = text(received).replaceAll("\r\n[ \t]", "").replaceAll("(?s).*? h=([^;]*);.*", "$1");
    assertTrue(h.contains("List-Unsubscribe:"), h);
    assertTrue(h.contains("List-Unsubscribe-Post"), h);
    assertTrue(text(received).contains("c=relaxed/relaxed"));
    assertTrue(!text(received).contains(" l="), "no l= (requirement D2)");
  }

  @Test
  void bothKindsOfSignatureVerifyWhoeverMakesThem() {
    DkimKey small = DkimKey.ed25519("e1");
    for (String natively : new String[] {"true", "false"}) {
      Configuration configuration =
          Configuration.read(
              property ->
                  switch (property) {
                    case "voorkeur.base.url" -> "https://v.example";
                    case "voorkeur.dkim.key" -> KEY.setting();
                    case "voorkeur.dkim.ed25519.key" -> small.setting();
                    case "voorkeur.crypto.native" -> natively;
                    default -> null;
                  });
      byte[] signed =
          new DkimSigner(configuration, CLOCK)
              .sign(octets(HEAD + "\r\n"), octets("Dag  Jan \r\n\r\n"), "imailo.example");
      assertTrue(text(signed).contains("a=rsa-sha256;"));
      assertTrue(text(signed).contains("a=ed25519-sha256;"), "requirement D1");
      assertTrue(KEY.verify(signed, "imailo.example").isValid());
      assertTrue(small.verify(signed, "imailo.example").isValid(), "RFC 8463");
      byte[] changed = octets(text(signed).replace("Dag", "dag"));
      assertEquals(false, small.verify(changed, "imailo.example").isValid());
    }
  }

  /** Requirement D3: the signature is deterministic, so the native one is Java's. */
  @Test
  void nativeSignaturesAreThoseOfJava() {
    Signatures fast = new Signatures(true);
    Assumptions.assumeTrue(fast.areNative(), "needs Linux on x86-64");
    for (SigningKey.Algorithm algorithm : SigningKey.Algorithm.values()) {
      DkimKey pair =
          algorithm == SigningKey.Algorithm.RSA ? DkimKey.make("a") : DkimKey.ed25519("a");
      SigningKey key = SigningKey.of("a", algorithm, pair.pair().getPrivate().getEncoded());
      byte[] text = octets("from:x\r\n");
      assertArrayEquals(new Signatures(false).sign(key, text), fast.sign(key, text));
    }
  }

  @Test
  void aChangedBodyBreaksIt() {
    byte[] received = overTheWire(HEAD + "\r\nDag Jan\r\n");
    String changed = text(received).replace("Dag Jan", "Dag Piet");
    assertEquals(false, verify(changed.getBytes(StandardCharsets.ISO_8859_1)).isValid());
  }

  @Test
  void noLineIsLong() {
    for (String line : text(overTheWire(HEAD + "\r\nDag\r\n")).split("\r\n")) {
      assertTrue(line.length() <= 78, line);
    }
  }

  private static byte[] overTheWire(String message) {
    try (SmtpSink sink = SmtpSink.friendly()) {
      var configuration = Configuration.read(sink.settings(KEY.setting()));
      byte[] signed =
          new DkimSigner(configuration, CLOCK)
              .sign(
                  octets(message.substring(0, message.indexOf("\r\n\r\n") + 4)),
                  octets(message.substring(message.indexOf("\r\n\r\n") + 4)),
                  "imailo.example");
      try (MailConnection connection = new MailServer(configuration).connection()) {
        EmailAddress sender = EmailAddress.of("nieuws@imailo.example");
        SendResult result =
            connection.send(
                new Outgoing(sender, EmailAddress.of("jan@example.org"), signed), () -> true);
        assertEquals(SendResult.Outcome.SENT, result.outcome());
      }
      return sink.taken().get(0).content();
    }
  }

  private static DkimKey.Verdict verify(byte[] message) {
    return KEY.verify(message, "imailo.example");
  }

  private static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String text(byte[] message) {
    return new String(message, StandardCharsets.ISO_8859_1);
  }
}
