package nl.voorkeur.staff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Codes of the second factor, with the vectors of RFC 6238 appendix B and RFC 4648 s. 10. */
class TotpTest {

  private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);
  private static final Instant NOW = Instant.ofEpochSecond(1_111_111_109);

  @ParameterizedTest
  @CsvSource({
    "59, 94287082",
    "1111111109, 07081804",
    "1111111111, 14050471",
    "1234567890, 89005924",
    "2000000000, 69279037",
    "20000000000, 65353130"
  })
  void theVectorsOfTheStandard(long time, String code) {
    assertEquals(code, Totp.code(SECRET, time / 30, 8));
  }

  @Test
  void aCodeIsGoodForItsStepAndItsNeighboursOnce() {
    long step = NOW.getEpochSecond() / 30;
    String code = Totp.code(SECRET, step, 6);
    assertEquals(Optional.of(step), Totp.step(SECRET, code, NOW, 0));
    assertEquals(Optional.of(step), Totp.step(SECRET, code, NOW.plusSeconds(30), 0));
    assertEquals(Optional.of(step), Totp.step(SECRET, code, NOW.minusSeconds(30), 0));
    assertEquals(Optional.empty(), Totp.step(SECRET, code, NOW.plusSeconds(90), 0));
    assertEquals(Optional.empty(), Totp.step(SECRET, code, NOW, step), "used");
    assertEquals(Optional.empty(), Totp.step(SECRET, "000000", NOW, 0));
    assertEquals(Optional.empty(), Totp.step(SECRET, "", NOW, 0));
  }

  @ParameterizedTest
  @CsvSource({"f, MY", "fo, MZXQ", "foo, MZXW6", "foob, MZXW6YQ", "fooba, MZXW6YTB"})
  void secretsAreTypedInBase32(String text, String expected) {
    assertEquals(expected, Totp.base32(text.getBytes(StandardCharsets.US_ASCII)));
  }

  @Test
  void recoveryCodesDifferAndAreReadHoweverTheyAreTyped() {
    List<String> codes = RecoveryCodes.make();
    assertEquals(10, new HashSet<>(codes).size());
    assertTrue(codes.get(0).matches("([A-Z2-7]{4}-){3}[A-Z2-7]{4}"), codes.get(0));
    assertArrayEquals(
        RecoveryCodes.hash(codes.get(0)),
        RecoveryCodes.hash(" " + codes.get(0).toLowerCase().replace("-", " ")));
  }
}
