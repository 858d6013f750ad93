package nl.voorkeur.mailing;

import java.time.Duration;
import java.util.Optional;
import nl.voorkeur.kernel.Decision;
import nl.voorkeur.kernel.Denial;
import nl.voorkeur.kernel.RecipientId;

/**
 * What is to be written down about one delivery.
 *
 * @param proof why mail was allowed, as the gate said right before it
 * @param delay how long before another attempt; none where it stays with its worker, or is over
 * @param putOff whether the server put it off, so that its lifetime counts
 */
record Settlement(
    RecipientId recipient,
    DeliveryState state,
    Optional<String> status,
    Optional<Denial> denial,
    Optional<Decision.Permitted> proof,
    Optional<Duration> delay,
    boolean putOff) {

  /** The message may reach the server from now on, unless the gate says no. */
  static Settlement sending(RecipientId recipient) {
    return of(recipient, DeliveryState.SENDING, Optional.empty(), Optional.empty());
  }

  /** The gate closed before the message began; it stays with its worker. */
  static Settlement notStarted(RecipientId recipient) {
    return of(recipient, DeliveryState.READY, Optional.empty(), Optional.empty());
  }

  static Settlement denied(RecipientId recipient, Denial reason) {
    return new Settlement(
        recipient,
        DeliveryState.DENIED,
        Optional.empty(),
        Optional.of(reason),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  /** It never got so far that the gate was asked. */
  static Settlement failed(RecipientId recipient, String status) {
    return of(recipient, DeliveryState.FAILED, Optional.of(status), Optional.empty());
  }

  static Settlement ended(
      RecipientId recipient, DeliveryState state, String status, Decision.Permitted proof) {
    return of(recipient, state, Optional.of(status), Optional.of(proof));
  }

  private static Settlement of(
      RecipientId recipient,
      DeliveryState state,
      Optional<String> status,
      Optional<Decision.Permitted> proof) {
    return new Settlement(
        recipient, state, status, Optional.empty(), proof, Optional.empty(), false);
  }

  /** Back to where it waits; the server has not heard of it. */
  static Settlement again(RecipientId recipient, Optional<String> status, Duration delay) {
    return new Settlement(
        recipient,
        DeliveryState.READY,
        status,
        Optional.empty(),
        Optional.empty(),
        Optional.of(delay),
        false);
  }

  /** Not taken now; tried again until its lifetime is over. */
  static Settlement putOff(RecipientId recipient, String status, Duration delay) {
    return new Settlement(
        recipient,
        DeliveryState.READY,
        Optional.of(status),
        Optional.empty(),
        Optional.empty(),
        Optional.of(delay),
        true);
  }
}
