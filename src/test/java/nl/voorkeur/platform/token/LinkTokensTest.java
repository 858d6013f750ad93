package nl.voorkeur.platform.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import nl.voorkeur.platform.configuration.Setting.NamedKey;
import org.junit.jupiter.api.Test;

/** Tokens: genuine or nothing, of one purpose, short, and good for as long as their key is kept. */
class LinkTokensTest {

  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final NamedKey OLD = key("2025", 1);
  private static final NamedKey NEW = key("2026", 2);
  private static final LinkTokens TOKENS = new LinkTokens(List.of(NEW), CLOCK);

  private static NamedKey key(String id, int seed) {
    byte[] bytes = new byte[32];
    new Random(seed).nextBytes(bytes);
    return new NamedKey(id, bytes);
  }

  @Test
  void saysAgainWhatWasPutIn() {
    Random random = new Random(8058);
    for (int i = 0; i < 2000; i++) {
      LinkPurpose purpose = LinkPurpose.values()[random.nextInt(LinkPurpose.values().length)];
      long subject = random.nextLong() >>> (1 + random.nextInt(62));
      long topic = random.nextLong() >>> (1 + random.nextInt(62));
      long mailing = random.nextBoolean() ? 0 : random.nextLong() >>> 1;
      String token = TOKENS.issue(purpose, subject, topic, mailing);
      assertEquals(
          Optional.of(new Link(purpose, subject, topic, mailing, NOW)),
          TOKENS.read(token, purpose));
      assertTrue(token.matches("[A-Za-z0-9_-]{1,90}"), "fits a URL as it is (requirement L3)");
    }
  }

  /**
   * Mails are kept for years: the same token was made by Python's hmac from the form's description.
   */
  @Test
  void linksOfOldMailsGoOnWorking() {
    byte[] bytes = new byte[32];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    LinkTokens tokens = new LinkTokens(List.of(NEW, new NamedKey("golden", bytes)), CLOCK);
    assertEquals(
        Optional.of(new Link(LinkPurpose.UNSUBSCRIBE, 1234567, 11, 42, NOW)),
        tokens.read("AQEOffpEh61LCyrAsovYBplAloCL3BiCYhU2uMitaJU", LinkPurpose.UNSUBSCRIBE));
  }

  /** ASVS 9.1.1: every single bit counts. */
  @Test
  void refusesEveryChangedBitAndEveryOtherLength() {
    String token = TOKENS.issue(LinkPurpose.UNSUBSCRIBE, 1234567, 11, 42);
    byte[] bytes = Base64.getUrlDecoder().decode(token);
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      byte[] changed = bytes.clone();
      changed[bit / 8] ^= (byte) (1 << (bit % 8));
      assertRefused(Base64.getUrlEncoder().withoutPadding().encodeToString(changed));
    }
    for (int length = 0; length < token.length(); length++) {
      assertRefused(token.substring(0, length));
    }
    assertRefused(token + "A");
    assertRefused(token + "=");
    assertRefused(" " + token);
    assertRefused(token + "/");
    assertRefused("x".repeat(5000));
    assertRefused(null);
  }

  /** A second spelling of the same bytes is not what we issued. */
  @Test
  void knowsOneSpellingOnly() {
    for (long subject = 1; subject < 40; subject++) {
      String token = TOKENS.issue(LinkPurpose.UNSUBSCRIBE, 1L << subject, 11, 0);
      String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
      for (char last : alphabet.toCharArray()) {
        String other = token.substring(0, token.length() - 1) + last;
        assertEquals(other.equals(token), TOKENS.read(other, LinkPurpose.UNSUBSCRIBE).isPresent());
      }
    }
  }

  /** ASVS 9.2.2: a confirm link unsubscribes nobody, and the other way round. */
  @Test
  void isBoundToItsPurpose() {
    for (LinkPurpose made : LinkPurpose.values()) {
      String token = TOKENS.issue(made, 7, 0, 0);
      for (LinkPurpose asked : LinkPurpose.values()) {
        assertEquals(made == asked, TOKENS.read(token, asked).isPresent());
      }
    }
  }

  @Test
  void goesOnWorkingAfterTheKeyWasReplaced() {
    String token = new LinkTokens(List.of(OLD), CLOCK).issue(LinkPurpose.UNSUBSCRIBE, 7, 11, 0);
    LinkTokens rotated = new LinkTokens(List.of(NEW, OLD), CLOCK);
    assertTrue(rotated.read(token, LinkPurpose.UNSUBSCRIBE).isPresent());
    assertTrue(TOKENS.read(token, LinkPurpose.UNSUBSCRIBE).isEmpty(), "the old key is gone");
    String fresh = rotated.issue(LinkPurpose.UNSUBSCRIBE, 7, 11, 0);
    assertTrue(TOKENS.read(fresh, LinkPurpose.UNSUBSCRIBE).isPresent(), "the first key signs");
  }

  /** The same id with other bytes is another key. */
  @Test
  void trustsTheKeyNotItsName() {
    String token =
        new LinkTokens(List.of(key("2026", 3)), CLOCK).issue(LinkPurpose.UNSUBSCRIBE, 7, 11, 0);
    assertRefused(token);
    assertNotEquals(token, TOKENS.issue(LinkPurpose.UNSUBSCRIBE, 7, 11, 0));
  }

  @Test
  void takesNoNegativeNumber() {
    assertThrows(IllegalArgumentException.class, () -> TOKENS.issue(LinkPurpose.FORM, -1, 0, 0));
  }

  private static void assertRefused(String token) {
    assertTrue(TOKENS.read(token, LinkPurpose.UNSUBSCRIBE).isEmpty(), () -> "accepted: " + token);
  }
}
