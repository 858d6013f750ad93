package nl.voorkeur.staff;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which passwords can be chosen (ASVS 6.2.1 to 6.2.5). */
class PasswordFaultTest {

  @ParameterizedTest
  @CsvSource({
    "elf tekens!, TOO_SHORT",
    "correct horse battery, ",
    "vier woorden op rij, ",
    "ééééééééééé, TOO_SHORT",
    "aaaaaaaaaaaaaaaa, TOO_SIMPLE",
    "abababababab, TOO_SIMPLE",
    "noor.bakker1, TOO_SIMPLE",
    "Noor.Bakker2026, TOO_SIMPLE",
    "kat hond vis muis noor.bakker, "
  })
  void lengthCountsAndTheObviousIsRefused(String password, PasswordFault fault) {
    assertEquals(Optional.ofNullable(fault), PasswordFault.in(password, "noor.bakker"));
  }

  @ParameterizedTest
  @CsvSource({"200, ", "201, TOO_LONG"})
  void thereIsAnUpperBound(int length, PasswordFault fault) {
    String text = "abcdefghij".repeat(21).substring(0, length);
    assertEquals(Optional.ofNullable(fault), PasswordFault.in(text, "noor"));
  }
}
