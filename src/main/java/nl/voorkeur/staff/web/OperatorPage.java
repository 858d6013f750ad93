package nl.voorkeur.staff.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.kernel.OperatorId;
import nl.voorkeur.platform.faces.DeskText;
import nl.voorkeur.platform.faces.Onward;
import nl.voorkeur.platform.faces.Parameters;
import nl.voorkeur.platform.faces.Problems;
import nl.voorkeur.staff.OpenIdProvider;
import nl.voorkeur.staff.OpenSession;
import nl.voorkeur.staff.Operator;
import nl.voorkeur.staff.Operators;
import nl.voorkeur.staff.Operators.Outcome;
import nl.voorkeur.staff.Place;

/**
 * One account of staff, or a new one. A handed-out password is shown once, in the answer itself.
 */
@Named
@RequestScoped
public class OperatorPage {

  private static final Pattern NAME = Pattern.compile("[a-z0-9._-]{2,60}");
  private static final int LONGEST = 120;

  @Inject private Operators operators;
  @Inject private OpenIdProvider provider;
  @Inject private Parameters parameters;
  @Inject private Problems problems;
  @Inject private Onward onward;
  @Inject private DeskText say;

  private Optional<Operator> operator;
  private String name;
  private String displayName;
  private String email;
  private RoleChoice roles;
  private Map<Long, RoleChoice> rolesAt;
  private List<Place> places;
  private long version;
  private String handedOut = "";

  public void open() {
    if (parameters.text("id").isPresent() && find().isEmpty()) {
      onward.toNowhere();
    }
  }

  private Optional<Operator> find() {
    if (operator == null) {
      operator = parameters.number("id").map(OperatorId::new).flatMap(operators::find);
      displayName = operator.map(Operator::displayName).orElse(displayName);
      version = operator.map(Operator::version).orElse(version);
    }
    return operator;
  }

  public boolean isThere() {
    return find().isPresent();
  }

  public Operator getOperator() {
    return find().orElseThrow();
  }

  public void save() {
    Set<String> wanted = getRoles().roles();
    if (!isThere() && (name == null || !NAME.matcher(name).matches())) {
      problems.add("name", say.of("operator.name.wrong"));
    }
    if (displayName == null || displayName.isBlank() || displayName.length() > LONGEST) {
      problems.add("displayName", say.of("text.missing"));
    }
    Map<ControllerId, Set<String>> wantedAt = new HashMap<>();
    getRolesAt().forEach((id, choice) -> wantedAt.put(new ControllerId(id), choice.roles()));
    if (wanted.isEmpty() && wantedAt.values().stream().allMatch(Set::isEmpty)) {
      problems.add("roles", say.of("roles.missing"));
    }
    if (problems.isAny()) {
      return;
    }
    if (isThere()) {
      tell(
          operators.describe(getOperator().id(), version, displayName, wanted, wantedAt),
          "operator.saved");
    } else {
      handedOut = operators.add(name, displayName, wanted, wantedAt).orElse("");
      if (handedOut.isEmpty()) {
        problems.add("name", say.of("operator.name.taken"));
      }
    }
  }

  public void handOutPassword() {
    handedOut = operators.handOutPassword(getOperator().id());
  }

  public void deactivate() {
    tell(operators.deactivate(getOperator().id()), "operator.deactivated");
  }

  public void reactivate() {
    operators.reactivate(getOperator().id());
    tell(Outcome.DONE, "operator.reactivated");
  }

  public void unlock() {
    operators.unlock(getOperator().id());
    tell(Outcome.DONE, "operator.unlocked");
  }

  /** Sets the address by which a provider elsewhere knows them; an empty one ends it. */
  public void reach() {
    Optional<String> wanted = Optional.ofNullable(email).filter(text -> !text.isBlank());
    boolean readable =
        wanted.isEmpty()
            || EmailAddress.parse(wanted.get().strip()).fold(one -> true, fault -> false);
    if (!readable || !operators.reach(getOperator().id(), wanted)) {
      problems.add("email", say.of(readable ? "operator.email.taken" : "operator.email.wrong"));
    } else {
      tell(Outcome.DONE, "operator.saved");
    }
  }

  /** Whether there is a provider at which one may sign in. */
  public boolean isElsewhere() {
    return provider.isConfigured();
  }

  public String getEmail() {
    return email == null ? find().flatMap(Operator::email).orElse("") : email;
  }

  public void setEmail(String email) {
    this.email = email == null ? "" : email;
  }

  public void dropSecondFactor() {
    operators.dropSecondFactor(getOperator().id());
    tell(Outcome.DONE, "operator.second.dropped");
  }

  /** Where they are signed in. */
  public List<OpenSession> getSessions() {
    return operators.sessions(getOperator().id());
  }

  /** Signs them out everywhere. */
  public void endSessions() {
    int ended = operators.endSessions(getOperator().id());
    onward.to(
        "/staff/administration/operator?id=" + getOperator().id(), say.of("sessions.ended", ended));
  }

  /** Whether they sign in with a code besides. */
  public boolean isTwoSteps() {
    return operators.hasSecondFactor(getOperator().id());
  }

  private void tell(Outcome outcome, String done) {
    if (outcome == Outcome.LAST_ADMINISTRATOR) {
      problems.add("roles", say.of("operator.last"));
    } else {
      onward.to(
          "/staff/administration/operator?id=" + getOperator().id(),
          say.of(outcome == Outcome.DONE ? done : "stale"));
    }
  }

  /** The password to pass on, shown once; empty when none was made. */
  public String getHandedOut() {
    return handedOut;
  }

  public String getName() {
    return name;
  }

  public void setName(String name) {
    this.name = name;
  }

  public String getDisplayName() {
    find();
    return displayName;
  }

  public void setDisplayName(String displayName) {
    find();
    this.displayName = displayName;
  }

  public RoleChoice getRoles() {
    if (roles == null) {
      roles = new RoleChoice(find().map(Operator::roles).orElse(Set.of()));
    }
    return roles;
  }

  /** The roles at single controllers, by their ids. */
  public Map<Long, RoleChoice> getRolesAt() {
    if (rolesAt == null) {
      rolesAt = new LinkedHashMap<>();
      getPlaces().forEach(at -> rolesAt.put(at.id().value(), new RoleChoice(Set.of())));
      find().map(Operator::id).map(operators::grants).orElse(List.of()).stream()
          .forEach(at -> rolesAt.put(at.controller().value(), new RoleChoice(at.roles())));
    }
    return rolesAt;
  }

  /** Whether there is a role at a single controller, so that one need not look for it. */
  public boolean isLimited() {
    return getRolesAt().values().stream().anyMatch(choice -> !choice.roles().isEmpty());
  }

  public List<Place> getPlaces() {
    if (places == null) {
      places = operators.places();
    }
    return places;
  }

  public List<String> getAllRoles() {
    return RoleChoice.ALL;
  }

  public long getVersion() {
    find();
    return version;
  }

  public void setVersion(long version) {
    find();
    this.version = version;
  }
}
