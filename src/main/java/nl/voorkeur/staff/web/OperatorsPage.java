package nl.voorkeur.staff.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.platform.faces.DeskText;
import nl.voorkeur.staff.Operator;
import nl.voorkeur.staff.Operators;
import nl.voorkeur.staff.Place;

/** The accounts of all staff. */
@Named
@RequestScoped
public class OperatorsPage {

  @Inject private Operators operators;
  @Inject private DeskText say;
  @Inject private Clock clock;

  private List<Operator> all;
  private List<Place> places;

  public List<Operator> getAll() {
    if (all == null) {
      all = operators.all();
    }
    return all;
  }

  /** The roles at every controller and at single ones, in words. */
  public String roles(Operator operator) {
    Map<ControllerId, String> names = new HashMap<>();
    getPlaces().forEach(place -> names.put(place.id(), place.name()));
    return Stream.concat(
            Stream.of(roles(operator.roles())).filter(text -> !text.isEmpty()),
            operators.grants(operator.id()).stream()
                .map(at -> say.of("role.at", roles(at.roles()), names.get(at.controller()))))
        .collect(Collectors.joining("; "));
  }

  private List<Place> getPlaces() {
    if (places == null) {
      places = operators.places();
    }
    return places;
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
