package nl.voorkeur.mailing.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nl.voorkeur.mailing.DomainRule;
import nl.voorkeur.mailing.SendingRules;
import org.junit.jupiter.api.Test;

/** The limits as people type them. */
class SendingFormTest {

  private static final SendingRules ALL =
      new SendingRules(
          Optional.of(50),
          Optional.of(8),
          48,
          Optional.of(new BigDecimal("2.5")),
          Optional.of(new BigDecimal("0.3")),
          1000,
          Optional.of(LocalDate.of(2026, 11, 23)),
          List.of(500, 1000, 2000),
          List.of(
              new DomainRule("gmail.com", Optional.of(20), Optional.of(5)),
              new DomainRule(DomainRule.OTHERS, Optional.empty(), Optional.of(2))));

  @Test
  void whatIsShownIsWhatIsRead() {
    assertEquals(Optional.of(ALL), SendingForm.of(ALL).rules());
    assertEquals(Optional.of(SendingRules.USUAL), SendingForm.of(SendingRules.USUAL).rules());
  }

  @Test
  void peopleTypeItInTheirOwnWay() {
    SendingForm form =
        typed(
            Map.of(
                "bounces", " 2,5 % ",
                "warmUp", "500 1000;2000",
                "domains", "  GMAIL.com, 20\n\nBücher.example - 3\n"));
    SendingRules rules = form.rules().orElseThrow();
    assertEquals(Optional.of(new BigDecimal("2.5")), rules.bouncePercent());
    assertEquals(List.of(500, 1000, 2000), rules.warmUp());
    assertEquals(
        List.of(
            new DomainRule("gmail.com", Optional.of(20), Optional.empty()),
            new DomainRule("xn--bcher-kva.example", Optional.empty(), Optional.of(3))),
        rules.domains());
  }

  @Test
  void eachFaultNamesItsField() {
    for (Map.Entry<String, String> wrong :
        List.of(
            Map.entry("perSecond", "0"),
            Map.entry("perSecond", "fast"),
            Map.entry("connections", "1001"),
            Map.entry("lifetime", "121"),
            Map.entry("bounces", "0"),
            Map.entry("complaints", "0.001"),
            Map.entry("after", "19"),
            Map.entry("warmUpFrom", "tomorrow"),
            Map.entry("warmUpFrom", ""),
            Map.entry("warmUp", "500, -1"),
            Map.entry("warmUp", ""),
            Map.entry("domains", "gmail.com"),
            Map.entry("domains", "gmail.com 5\nGmail.com 6"),
            Map.entry("domains", "no domain 5"))) {
      SendingForm form = typed(Map.of(wrong.getKey(), wrong.getValue()));
      assertEquals(Optional.empty(), form.rules(), wrong.toString());
      assertEquals(Set.of(wrong.getKey()), form.faults(), wrong.toString());
    }
  }

  private static SendingForm typed(Map<String, String> fields) {
    SendingForm form = SendingForm.of(ALL);
    form.getFields().putAll(fields);
    return form;
  }
}
