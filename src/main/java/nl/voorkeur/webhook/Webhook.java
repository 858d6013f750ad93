package nl.voorkeur.webhook;

import java.time.Instant;
import java.util.Optional;

/**
 * A program that is told.
 *
 * @param receiver whose program it is: it is told of recalls from this receiver's lists alone, and
 *     what it takes is acknowledged
 * @param waiting messages that were not delivered yet
 */
public record Webhook(
    long id,
    String url,
    boolean permissions,
    boolean recalls,
    Optional<String> receiver,
    Instant createdAt,
    Optional<Instant> endedAt,
    long waiting) {

  public boolean isEnded() {
    return endedAt.isPresent();
  }
}
