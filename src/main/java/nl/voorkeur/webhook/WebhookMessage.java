package nl.voorkeur.webhook;

import java.time.Instant;
import java.util.Optional;

/**
 * What a program is told.
 *
 * @param body as it is sent: numbers and codes
 * @param answered the status of the last answer; nothing when there was none
 * @param nextAt when it is tried next, while it waits
 */
public record WebhookMessage(
    long id,
    String kind,
    String body,
    Instant at,
    State state,
    int attempts,
    Optional<Integer> answered,
    Instant nextAt,
    Optional<Instant> settledAt) {

  /** Equal to the SQL type {@code webhook_state}. */
  public enum State {
    WAITING,
    DELIVERED,
    GIVEN_UP
  }
}
