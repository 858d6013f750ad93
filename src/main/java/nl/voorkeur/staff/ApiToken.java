package nl.voorkeur.staff;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of a program's token; not the token itself.
 *
 * @param label what it is for
 * @param createdBy the actor who made it
 * @param expiresAt when it ends by itself
 * @param revokedAt when somebody ended it
 */
public record ApiToken(
    long id,
    String label,
    Set<String> roles,
    String createdBy,
    Instant createdAt,
    Optional<Instant> expiresAt,
    Optional<Instant> revokedAt) {

  public ApiToken {
    roles = Set.copyOf(roles);
  }

  /** How ledger and trail call the program. */
  public String actor() {
    return "token:" + id;
  }

  public boolean isInForce(Instant now) {
    return revokedAt.isEmpty() && expiresAt.filter(end -> !end.isAfter(now)).isEmpty();
  }
}
