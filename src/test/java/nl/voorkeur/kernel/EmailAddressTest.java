package nl.voorkeur.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is an e-mail address, and what two spellings of one mailbox share (F1, F5, F6, F8). */
class EmailAddressTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "joke@dewit.example",
        "a@b.nl",
        "first.last+tag@sub.domain.example",
        "+31612345678@sms.example",
        "-x=y'z@voorbeeld.example",
        "!#$%&'*+/=?^_`{|}~-@voorbeeld.example",
        "\"joke de wit\"@voorbeeld.example",
        "\"a@b\"@voorbeeld.example",
        "\"a\\\"b\\\\c\"@voorbeeld.example",
        "\"\"@voorbeeld.example",
        "josé@voorbeeld.example",
        "用户@例え.テスト",
        "θσερ@παράδειγμα.δοκιμή",
        "क्‍ष@उदाहरण.परीक्षा",
        "\uD83D\uDCEC@voorbeeld.example",
        "x@xn--fa-hia.de",
        "x@1und1.example"
      })
  void isAnAddress(String text) {
    EmailAddress address = EmailAddress.of(text);
    assertEquals(address, EmailAddress.of(address.value()), "its own text is the same address");
    assertEquals(address, EmailAddress.of(address.display()), "so is the form that people read");
    assertEquals(
        address.compareKey(),
        EmailAddress.of(address.compareKey()).compareKey(),
        "the key is its own key");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | EMPTY",
        "'   ' | EMPTY",
        "joke | NO_AT_SIGN",
        "joke＠voorbeeld.example | NO_AT_SIGN",
        "@voorbeeld.example | LOCAL_PART_EMPTY",
        "joke@ | DOMAIN_EMPTY",
        "joke@voorbeeld | DOMAIN_INCOMPLETE",
        "joke@voorbeeld.example, piet@voorbeeld.example | SEVERAL_ADDRESSES",
        "joke@voorbeeld.example;piet@voorbeeld.example | SEVERAL_ADDRESSES",
        "joke@@voorbeeld.example | SEVERAL_ADDRESSES",
        "joke de wit@voorbeeld.example | LOCAL_PART_CHARACTERS",
        "<joke@voorbeeld.example> | LOCAL_PART_CHARACTERS",
        "Joke <joke@voorbeeld.example | LOCAL_PART_CHARACTERS",
        "mailto:joke@voorbeeld.example | LOCAL_PART_CHARACTERS",
        ".joke@voorbeeld.example | LOCAL_PART_CHARACTERS",
        "joke.@voorbeeld.example | LOCAL_PART_CHARACTERS",
        "jo..ke@voorbeeld.example | LOCAL_PART_CHARACTERS",
        "\"jo\"ke\"@voorbeeld.example | LOCAL_PART_CHARACTERS",
        "\"joke\\\"@voorbeeld.example | LOCAL_PART_CHARACTERS",
        "joke@.voorbeeld.example | DOMAIN_INVALID",
        "joke@voorbeeld..example | DOMAIN_INVALID",
        "joke@voorbeeld.example. | DOMAIN_INVALID",
        "joke@-voorbeeld.example | DOMAIN_INVALID",
        "joke@voorbeeld-.example | DOMAIN_INVALID",
        "joke@voor_beeld.example | DOMAIN_INVALID",
        "joke@voor beeld.example | DOMAIN_INVALID",
        "joke@xn--a.example | DOMAIN_INVALID",
        "joke@[127.0.0.1] | DOMAIN_INVALID",
        "joke@127.0.0.1 | DOMAIN_INVALID",
        "joke@[IPv6:::1] | DOMAIN_INVALID"
      })
  void isNone(String text, AddressFault fault) {
    assertEquals(new EmailAddress.Parsed.Invalid(fault), EmailAddress.parse(text));
  }

  /** Nothing that could start a new header line or turn the text round gets in (F8). */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "joke@voorbeeld.example\r\nBcc: piet@voorbeeld.example",
        "joke\r\n@voorbeeld.example",
        "joke\n\tx@voorbeeld.example",
        "joke\0@voorbeeld.example",
        "joke\u0085x@voorbeeld.example",
        "joke\u2028x@voorbeeld.example",
        "joke\u2029x@voorbeeld.example",
        "joke\u202Ex@voorbeeld.example",
        "joke\u200Bx@voorbeeld.example",
        "joke\u00ADx@voorbeeld.example",
        "joke\uFEFFx@voorbeeld.example",
        "joke\uD83Dx@voorbeeld.example",
        "\"joke\r\n\"@voorbeeld.example",
        "\"joke\\\r\"@voorbeeld.example"
      })
  void hidesNothing(String text) {
    assertEquals(
        new EmailAddress.Parsed.Invalid(AddressFault.CONTROL_CHARACTER), EmailAddress.parse(text));
  }

  @Test
  void leavesOutTheSpaceAround() {
    assertEquals(
        "joke@voorbeeld.example",
        EmailAddress.of(" \u00a0\tjoke@voorbeeld.example\u00a0\r\n").value());
  }

  /** RFC 5321 s. 4.5.3.1: 64 octets before the at sign, 254 in all; counted as they travel. */
  @Test
  void keepsTheLimitsInOctets() {
    assertTrue(isValid("a".repeat(64) + "@voorbeeld.example"));
    assertEquals(AddressFault.LOCAL_PART_TOO_LONG, fault("a".repeat(65) + "@voorbeeld.example"));
    assertTrue(isValid("é".repeat(32) + "@voorbeeld.example"));
    assertEquals(AddressFault.LOCAL_PART_TOO_LONG, fault("é".repeat(33) + "@voorbeeld.example"));
    assertEquals(AddressFault.DOMAIN_INVALID, fault("a@" + "b".repeat(64) + ".example"));
    String domain = ("b".repeat(60) + ".").repeat(3) + "example"; // 190
    assertTrue(isValid("a".repeat(63) + "@" + domain));
    assertEquals(AddressFault.TOO_LONG, fault("a".repeat(64) + "@" + domain));
    assertEquals(
        AddressFault.DOMAIN_TOO_LONG,
        fault("a@" + ("b".repeat(60) + ".").repeat(4) + "example.nl"));
  }

  @ParameterizedTest
  @CsvSource({
    "Joke@Voorbeeld.EXAMPLE, joke@voorbeeld.example",
    "\"joke\"@voorbeeld.example, joke@voorbeeld.example",
    "\"jo\\ke\"@voorbeeld.example, joke@voorbeeld.example",
    "\"jo\\ ke\"@voorbeeld.example, \"jo ke\"@voorbeeld.example",
    "x@bücher.example, x@xn--bcher-kva.example",
    "x@BÜCHER.example, x@xn--bcher-kva.example",
    "x@voorbeeld。example, x@voorbeeld.example",
    "jose\u0301@voorbeeld.example, jos\u00e9@voorbeeld.example",
    "ÅSE@voorbeeld.example, a\u030Ase@voorbeeld.example"
  })
  void knowsOneMailboxInTwoSpellings(String one, String other) {
    assertEquals(EmailAddress.of(one), EmailAddress.of(other));
    assertEquals(EmailAddress.of(one).hashCode(), EmailAddress.of(other).hashCode());
  }

  @Test
  void keepsTwoMailboxesApart() {
    assertNotEquals(
        EmailAddress.of("jo.ke@voorbeeld.example"), EmailAddress.of("joke@voorbeeld.example"));
    assertNotEquals(
        EmailAddress.of("joke+a@voorbeeld.example"), EmailAddress.of("joke@voorbeeld.example"));
    assertNotEquals(EmailAddress.of("x@faß.example"), EmailAddress.of("x@fass.example"));
  }

  /** The local part travels as it was written; Punycode is for domains only. */
  @Test
  void needsSmtpUtf8ForTheLocalPartOnly() {
    assertFalse(EmailAddress.of("x@bücher.example").needsSmtpUtf8());
    assertEquals("x@xn--bcher-kva.example", EmailAddress.of("x@bücher.example").value());
    assertTrue(EmailAddress.of("josé@voorbeeld.example").needsSmtpUtf8());
    assertEquals("josé@voorbeeld.example", EmailAddress.of("josé@voorbeeld.example").value());
    assertEquals("Joke@voorbeeld.example", EmailAddress.of("Joke@Voorbeeld.example").value());
  }

  @ParameterizedTest
  @CsvSource({
    "joke@dewit.example, j•••@d••••.example",
    "j@d.nl, j•••@d••••.nl",
    "joke@mail.dewit.co.uk, j•••@m••••.uk",
    "\uD83D\uDCEC@voorbeeld.example, \uD83D\uDCEC•••@v••••.example",
    "x@bücher.example, x•••@b••••.example"
  })
  void masksItself(String text, String masked) {
    assertEquals(masked, EmailAddress.of(text).masked());
    assertEquals(masked, EmailAddress.of(text).toString());
  }

  @Test
  void saysInAnExceptionWhatButNotWho() {
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> EmailAddress.of("joke@geheim"));
    assertFalse(refusal.getMessage().contains("geheim"));
  }

  /** Any text is an address or has a fault, and never an accident. */
  @Test
  void readsAnyTextWithoutAnAccident() {
    Random random = new Random(8058);
    String[] pieces = {
      "a", "é", "@", ".", "-", "\"", "\\", " ", "\r", "xn--", "例", "\uD83D", "\uDCEC", "\u0301",
      "1", "\u200d", "nl", "_", "(", "ß"
    };
    for (int i = 0; i < 50_000; i++) {
      StringBuilder text = new StringBuilder();
      int length = random.nextInt(14);
      for (int j = 0; j < length; j++) {
        text.append(pieces[random.nextInt(pieces.length)]);
      }
      EmailAddress.parse(text.toString())
          .fold(
              address -> {
                assertEquals(address, EmailAddress.of(address.value()), text::toString);
                assertEquals(address, EmailAddress.of(address.compareKey()), text::toString);
                assertFalse(
                    address.value().chars().anyMatch(c -> c < 32 || c == 127), text::toString);
                return true;
              },
              fault -> false);
    }
  }

  @Test
  void readsAnyLengthInNoTime() {
    assertEquals(
        AddressFault.TOO_LONG, fault("\"" + "a".repeat(3_000_000) + "\"@voorbeeld.example"));
    assertEquals(AddressFault.TOO_LONG, fault("a" + " ".repeat(3_000_000) + "@voorbeeld.example"));
    assertEquals(AddressFault.EMPTY, fault(" ".repeat(3_000_000)));
  }

  private static boolean isValid(String text) {
    return EmailAddress.parse(text) instanceof EmailAddress.Parsed.Valid;
  }

  private static AddressFault fault(String text) {
    return EmailAddress.parse(text)
        .fold(
            address -> {
              throw new AssertionError("is an address");
            },
            fault -> fault);
  }

  /** The short way for usual addresses answers what the long way does. */
  @Test
  void aPlainAddressIsWhatTheLongWaySays() {
    Random random = new Random(20261122);
    String letters = "abZ09.-_+@@x";
    int plain = 0;
    for (int n = 0; n < 300_000; n++) {
      StringBuilder text = new StringBuilder();
      int length = 3 + random.nextInt(12);
      for (int i = 0; i < length; i++) {
        text.append(letters.charAt(random.nextInt(letters.length())));
      }
      if (PlainAddress.at(text.toString()) >= 0) {
        plain++;
        EmailAddress quick = EmailAddress.of(text.toString());
        EmailAddress slow =
            EmailAddress.parseAny(text.toString())
                .fold(one -> one, fault -> fail(text + " is none: " + fault));
        assertEquals(slow.value(), quick.value());
      }
    }
    assertTrue(plain > 1000, "enough of them: " + plain);
    assertEquals(5, PlainAddress.at("first@second.example"));
    assertEquals(-1, PlainAddress.at("a".repeat(65) + "@voorbeeld.example"));
    assertEquals(-1, PlainAddress.at("a@" + "b".repeat(64) + ".example"));
  }
}
