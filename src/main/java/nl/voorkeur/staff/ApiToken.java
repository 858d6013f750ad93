package nl.voorkeur.staff;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import nl.voorkeur.platform.security.Caller;
import nl.voorkeur.platform.security.Reach.Grant;
import nl.voorkeur.platform.security.Scope;

/**
 * What is known of a program's token; not the token itself.
 *
 * @param label what it is for
 * @param controller the one that it is for; nothing is all of them
 * @param createdBy the actor who made it
 * @param expiresAt when it ends by itself
 * @param revokedAt when somebody ended it
 */
public record ApiToken(
    long id,
    String label,
    Set<Scope> scopes,
    Optional<Place> controller,
    String createdBy,
    Instant createdAt,
    Optional<Instant> expiresAt,
    Optional<Instant> revokedAt) {

  public ApiToken {
    scopes = Set.copyOf(scopes);
  }

  /** How ledger and trail call the program. */
  public String actor() {
    return "token:" + id;
  }

  Caller caller() {
    return Caller.program(
        actor(),
        label,
        scopes,
        controller.map(place -> new Grant(place.id(), place.slug(), Set.of())));
  }

  public boolean isInForce(Instant now) {
    return revokedAt.isEmpty() && expiresAt.filter(end -> !end.isAfter(now)).isEmpty();
  }
}
