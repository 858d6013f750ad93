package nl.voorkeur.catalogue.web;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import nl.voorkeur.platform.faces.DeskText;
import nl.voorkeur.platform.faces.Problems;

/** What is typed about an agreement. */
public class AgreementForm {

  private String principal;
  private String instructions;
  private String from;
  private String until;

  AgreementForm(LocalDate today) {
    from = today.toString();
  }

  void check(Problems problems, DeskText say) {
    ControllerForm.text(problems, say, "principal", principal, 200);
    ControllerForm.text(problems, say, "instructions", instructions, 1000);
    if (date(from).isEmpty()) {
      problems.add("from", say.of("date.wrong"));
    } else if (until != null && date(until).filter(end -> !end.isBefore(begins())).isEmpty()) {
      problems.add("until", say.of("date.before"));
    }
  }

  private static Optional<LocalDate> date(String text) {
    try {
      return text == null ? Optional.empty() : Optional.of(LocalDate.parse(text));
    } catch (DateTimeException notADate) {
      return Optional.empty();
    }
  }

  LocalDate begins() {
    return date(from).orElseThrow();
  }

  Optional<LocalDate> ends() {
    return date(until);
  }

  public String getPrincipal() {
    return principal;
  }

  public void setPrincipal(String principal) {
    this.principal = principal;
  }

  public String getInstructions() {
    return instructions;
  }

  public void setInstructions(String instructions) {
    this.instructions = instructions;
  }

  public String getFrom() {
    return from;
  }

  public void setFrom(String from) {
    this.from = from;
  }

  public String getUntil() {
    return until;
  }

  public void setUntil(String until) {
    this.until = until;
  }
}
