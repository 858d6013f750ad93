package nl.voorkeur.staff.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.platform.faces.DeskText;
import nl.voorkeur.platform.faces.Onward;
import nl.voorkeur.platform.faces.Problems;
import nl.voorkeur.platform.security.Scope;
import nl.voorkeur.staff.ApiToken;
import nl.voorkeur.staff.ApiTokens;
import nl.voorkeur.staff.Place;

/** The tokens of programs. A new one is shown once, in the answer itself. */
@Named
@RequestScoped
public class TokensPage {

  private static final int LONGEST = 120;

  @Inject private ApiTokens tokens;
  @Inject private Problems problems;
  @Inject private Onward onward;
  @Inject private DeskText say;
  @Inject private Clock clock;

  private List<ApiToken> all;
  private String label;
  private int days = 365;
  private final Map<String, Boolean> scopes = new LinkedHashMap<>();
  private long controller;
  private String made = "";

  public List<ApiToken> getAll() {
    if (all == null) {
      all = tokens.all();
    }
    return all;
  }

  public void make() {
    if (label == null || label.isBlank() || label.length() > LONGEST) {
      problems.add("label", say.of("text.missing"));
    }
    Set<Scope> wanted =
        Scope.all().stream()
            .filter(scope -> Boolean.TRUE.equals(scopes.get(scope.word())))
            .collect(Collectors.toSet());
    if (wanted.isEmpty()) {
      problems.add("scopes", say.of("scopes.missing"));
    }
    if (problems.isAny()) {
      return;
    }
    Optional<Instant> end =
        days == 0 ? Optional.empty() : Optional.of(clock.instant().plus(Duration.ofDays(days)));
    made = tokens.make(label.strip(), wanted, only(), end).orElse("");
    if (made.isEmpty()) {
      problems.add("label", say.of("token.taken"));
    } else {
      label = null;
    }
  }

  public void revoke(long id) {
    tokens.revoke(id);
    onward.to("/staff/administration/tokens", say.of("token.revoked"));
  }

  /** One of {@code active}, {@code expired}, {@code revoked}. */
  public String state(ApiToken token) {
    if (token.revokedAt().isPresent()) {
      return "revoked";
    }
    return token.isInForce(clock.instant()) ? "active" : "expired";
  }

  /** Until when it works, in words. */
  public String until(ApiToken token) {
    return token.expiresAt().map(say::day).orElseGet(() -> say.of("token.endless"));
  }

  /** The token itself, shown once; empty when none was made. */
  public String getMade() {
    return made;
  }

  public String getLabel() {
    return label;
  }

  public void setLabel(String label) {
    this.label = label;
  }

  public int getDays() {
    return days;
  }

  public void setDays(int days) {
    this.days = days;
  }

  private Optional<ControllerId> only() {
    return controller == 0 ? Optional.empty() : Optional.of(new ControllerId(controller));
  }

  /** Which scopes are ticked, by their words. */
  public Map<String, Boolean> getScopes() {
    return scopes;
  }

  public List<String> getAllScopes() {
    return Scope.all().stream().map(Scope::word).toList();
  }

  /** What a token may do, in words of the page. */
  public String scopes(ApiToken token) {
    return token.scopes().stream()
        .sorted()
        .map(scope -> say.of("scope." + scope))
        .collect(Collectors.joining(", "));
  }

  /** What a scope lets a program do. Bundle keys: {@code scope.X}. */
  public String scope(String word) {
    return say.of("scope." + Scope.of(word).orElseThrow());
  }

  public List<Place> getPlaces() {
    return tokens.places();
  }

  /** The controller that a token is for; 0 is all of them. */
  public long getController() {
    return controller;
  }

  public void setController(long controller) {
    this.controller = controller;
  }
}
