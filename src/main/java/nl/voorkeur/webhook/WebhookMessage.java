package nl.voorkeur.webhook;

import java.time.Instant;
import java.util.Optional;

/**
 * What a program is told.
 *
 * @param events how many events it tells
 * @param body as it is sent: numbers and codes
 * @param at when the first of its events happened
 * @param answered the status of the last answer; nothing when there was none
 * @param nextAt when it is tried next, while it waits
 */
public record WebhookMessage(
    long id,
    String kind,
    int events,
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

  /**
   * Which messages are asked for.
   *
   * @param before those older than this message
   * @param from those about what happened at this moment or later
   * @param until those about what happened before this moment
   */
  public record Wanted(
      long before, Optional<State> state, Optional<Instant> from, Optional<Instant> until) {

    public static final Wanted ANY =
        new Wanted(Long.MAX_VALUE, Optional.empty(), Optional.empty(), Optional.empty());
  }
}
