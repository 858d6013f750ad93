package nl.voorkeur.staff.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.platform.faces.Parameters;
import nl.voorkeur.platform.security.Caller;
import nl.voorkeur.platform.security.CurrentCaller;
import nl.voorkeur.platform.security.Role;
import nl.voorkeur.platform.text.Times;
import nl.voorkeur.staff.AuditSearch;
import nl.voorkeur.staff.AuditTrail;
import nl.voorkeur.staff.Place;

/** Which entries of the trail somebody asked for, as the address of the page says it. */
@Named
@RequestScoped
public class AuditFilter {

  private static final List<String> NAMES =
      List.of("at", "actor", "act", "subject", "from", "until");

  @Inject private AuditTrail trail;
  @Inject private Parameters parameters;
  @Inject private CurrentCaller current;

  private List<Place> places;

  /** The controllers whose entries may be asked for. */
  public List<Place> getPlaces() {
    if (places == null) {
      places = trail.places();
    }
    return places;
  }

  /** Whether the entries of all controllers, and of none, may be asked for. */
  public boolean isForAll() {
    return current
        .find()
        .map(Caller::reach)
        .filter(
            reach ->
                reach.everywhere().contains(Role.PRIVACY_OFFICER)
                    || reach.everywhere().contains(Role.ADMINISTRATOR))
        .isPresent();
  }

  /** The controller asked for; who may not see all gets the first of theirs. */
  public Optional<ControllerId> controller() {
    Optional<ControllerId> asked = parameters.number("at").map(ControllerId::new);
    return asked.isPresent() || isForAll()
        ? asked
        : getPlaces().stream().findFirst().map(Place::id);
  }

  public AuditSearch search() {
    return new AuditSearch(
        parameters.text("actor"),
        parameters.text("act"),
        parameters.text("subject").map(String::strip),
        day("from", 0),
        day("until", 1));
  }

  private Optional<Instant> day(String name, int later) {
    try {
      return parameters
          .text(name)
          .map(LocalDate::parse)
          .map(day -> day.plusDays(later).atStartOfDay(Times.ZONE).toInstant());
    } catch (DateTimeException notADay) {
      return Optional.empty();
    }
  }

  /** The filter as the query of an address; empty without one. */
  public String query() {
    return NAMES.stream()
        .flatMap(
            name ->
                parameters
                    .text(name)
                    .map(text -> name + "=" + URLEncoder.encode(text, StandardCharsets.UTF_8))
                    .stream())
        .collect(Collectors.joining("&"));
  }

  /** Whether a day was typed that is none; the filter leaves it out then. */
  public boolean isDayWrong() {
    return Stream.of("from", "until")
        .anyMatch(name -> parameters.text(name).isPresent() && day(name, 0).isEmpty());
  }

  /** What stands in a field of the filter. */
  public String text(String name) {
    return parameters.text(name).orElse("");
  }

  /** The controller shown, as the value of its choice. */
  public String getAt() {
    return controller().map(Object::toString).orElse("");
  }
}
