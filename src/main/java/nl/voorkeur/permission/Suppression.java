package nl.voorkeur.permission;

import java.time.Instant;
import java.util.Optional;
import nl.voorkeur.kernel.ControllerId;

/**
 * What must not be mailed whatever consent says. Of an address only a hash is kept, so a list shows
 * when and why, not who.
 *
 * @param controller empty for the whole installation
 * @param domain the domain; empty where an address is meant
 * @param actor who set it, as the ledger names an actor
 */
public record Suppression(
    long id,
    Optional<ControllerId> controller,
    Cause cause,
    Optional<String> domain,
    String reason,
    String actor,
    Instant since,
    Optional<Instant> liftedAt) {

  /**
   * Why it is there. Equal to the SQL type {@code suppression_cause}; bundle keys {@code cause.X}.
   */
  public enum Cause {
    /** On a list of opt-outs, ours or of others; never lifted. */
    LIST,
    /** Set by staff, with a reason, and lifted likewise. */
    STAFF,
    ERASURE,
    MOVED
  }

  public boolean isLiftable() {
    return cause == Cause.STAFF && liftedAt.isEmpty();
  }

  /** Whether a program may: what a human decided is for a human to take back. */
  public boolean isLiftableByProgram() {
    return isLiftable() && controller.isPresent() && actor.startsWith("token:");
  }
}
