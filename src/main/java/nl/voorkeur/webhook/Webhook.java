package nl.voorkeur.webhook;

import java.time.Instant;
import java.util.Optional;

/**
 * A program that is told.
 *
 * @param receiver whose program it is: it is told of recalls from this receiver's lists alone, and
 *     what it takes is acknowledged
 * @param atOnce how many events go in one message; 1 is each in a message of its own
 * @param failingSince since when it has taken nothing
 * @param disabledAt when it was told nothing any more, as it had failed for days
 * @param waiting messages that were not delivered yet, counted up to 100,000
 * @param waitingSince when what the first of them tells of happened
 */
public record Webhook(
    long id,
    String url,
    boolean permissions,
    boolean recalls,
    Optional<String> receiver,
    int atOnce,
    Instant createdAt,
    Optional<Instant> endedAt,
    Optional<Instant> failingSince,
    Optional<Instant> disabledAt,
    long waiting,
    Optional<Instant> waitingSince) {

  public boolean isEnded() {
    return endedAt.isPresent();
  }

  /** How it stands. Bundle keys: {@code hooks.is.X}. */
  public enum Standing {
    ACTIVE,
    FAILING,
    DISABLED,
    ENDED
  }

  public Standing standing() {
    if (isEnded()) {
      return Standing.ENDED;
    }
    if (disabledAt.isPresent()) {
      return Standing.DISABLED;
    }
    return failingSince.isPresent() ? Standing.FAILING : Standing.ACTIVE;
  }
}
