package nl.voorkeur.platform.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import nl.voorkeur.kernel.Language;
import org.junit.jupiter.api.Test;

class TextsTest {

  @Test
  void aSentenceThatEndsInAnAbbreviationHasOneFullStop() {
    Texts texts = Texts.of("Mail", Language.NL);
    assertEquals(
        "U bent klant van iMailo B.V. Bij uw aankoop kon u Weekblik weigeren; dat kan nog steeds.",
        texts.get("why.SOFT_OPT_IN", "iMailo B.V.", "Weekblik"));
    assertEquals(
        "U bent klant van De Linde. Bij uw aankoop kon u Weekblik weigeren; dat kan nog steeds.",
        texts.get("why.SOFT_OPT_IN", "De Linde", "Weekblik"));
  }
}
