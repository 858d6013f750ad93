package nl.voorkeur.staff.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nl.voorkeur.platform.faces.DeskText;
import nl.voorkeur.platform.faces.Onward;
import nl.voorkeur.platform.faces.Problems;
import nl.voorkeur.staff.ApiToken;
import nl.voorkeur.staff.ApiTokens;

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
  private final RoleChoice roles = new RoleChoice(Set.of());
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
    if (roles.roles().isEmpty()) {
      problems.add("roles", say.of("roles.missing"));
    }
    if (problems.isAny()) {
      return;
    }
    Optional<Instant> end =
        days == 0 ? Optional.empty() : Optional.of(clock.instant().plus(Duration.ofDays(days)));
    made = tokens.make(label.strip(), roles.roles(), end).orElse("");
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

  public RoleChoice getRoles() {
    return roles;
  }

  public List<String> getAllRoles() {
    return RoleChoice.ALL;
  }
}
