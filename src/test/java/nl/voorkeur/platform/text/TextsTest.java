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

  @Test
  void aNumberIsInItsOwnTextEachTime() {
    Texts texts = Texts.of("Messages", Language.NL);
    for (int again = 0; again < 2; again++) {
      assertEquals("1 maand", texts.get("preferences.pause.months", 1));
      assertEquals("3 maanden", texts.get("preferences.pause.months", 3));
      assertEquals("1.200 maanden", texts.get("preferences.pause.months", 1200));
      assertEquals("Hooguit 3 per week", texts.get("preferences.most.week", 3));
      assertEquals(
          "3 Monate", Texts.of("Messages", Language.DE).get("preferences.pause.months", 3));
    }
  }
}
