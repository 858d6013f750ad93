package nl.voorkeur.staff.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import nl.voorkeur.platform.faces.DeskText;
import nl.voorkeur.staff.Operator;
import nl.voorkeur.staff.Operators;

/** The accounts of all staff. */
@Named
@RequestScoped
public class OperatorsPage {

  @Inject private Operators operators;
  @Inject private DeskText say;
  @Inject private Clock clock;

  private List<Operator> all;

  public List<Operator> getAll() {
    if (all == null) {
      all = operators.all();
    }
    return all;
  }

  /** The roles in words. */
  public String roles(Set<String> roles) {
    return RoleChoice.ALL.stream()
        .filter(roles::contains)
        .map(role -> say.of("role." + role))
        .collect(Collectors.joining(", "));
  }

  /** One of {@code active}, {@code locked}, {@code closed}. */
  public String state(Operator operator) {
    if (!operator.isActive()) {
      return "closed";
    }
    return operator.isLocked(clock.instant()) ? "locked" : "active";
  }
}
