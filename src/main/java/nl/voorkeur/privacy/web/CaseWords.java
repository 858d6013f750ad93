package nl.voorkeur.privacy.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import nl.voorkeur.platform.faces.DeskText;
import nl.voorkeur.platform.text.Times;
import nl.voorkeur.privacy.RightsCase;

/** How the pages speak of a case. */
@Named
@RequestScoped
public class CaseWords {

  /** So many days before its last, a case is pressing. */
  private static final int SOON = 7;

  @Inject private DeskText say;
  @Inject private Clock clock;

  public String title(RightsCase one) {
    return say.of("case.title", say.of("right." + one.kind()), Long.toString(one.id()));
  }

  /** What came of it, or how long there is. */
  public String state(RightsCase one) {
    return one.closing()
        .map(closing -> say.of("outcome." + closing.outcome()))
        .orElseGet(() -> left(ChronoUnit.DAYS.between(today(), one.dueOn())));
  }

  private String left(long days) {
    return days < 0 ? say.of("case.overdue", -days) : say.of("case.left", days);
  }

  /** The colour of the state: {@code stop}, {@code warn}, {@code yes} or none. */
  public String tone(RightsCase one) {
    if (!one.isOpen()) {
      return "yes";
    }
    if (one.isOverdue(today())) {
      return "stop";
    }
    return one.dueOn().isAfter(today().plusDays(SOON)) ? "" : "warn";
  }

  LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), Times.ZONE);
  }
}
