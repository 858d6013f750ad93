package nl.voorkeur.mailing;

import java.time.Duration;
import java.util.Optional;
import nl.voorkeur.kernel.Decision;
import nl.voorkeur.kernel.Denial;
import nl.voorkeur.kernel.RecipientId;

/**
 * What is to be written down about one delivery.
 *
 * @param proof why mail is allowed, as the gate just said
 * @param delay how long before another attempt
 */
record Settlement(
    RecipientId recipient,
    DeliveryState state,
    Optional<String> status,
    Optional<Denial> denial,
    Optional<Decision.Permitted> proof,
    Duration delay) {

  /** The message may reach the server from now on. */
  static Settlement sending(RecipientId recipient, Decision.Permitted proof) {
    return new Settlement(
        recipient,
        DeliveryState.SENDING,
        Optional.empty(),
        Optional.empty(),
        Optional.of(proof),
        Duration.ZERO);
  }

  /** The gate closed before the message began. */
  static Settlement notStarted(RecipientId recipient) {
    return new Settlement(
        recipient,
        DeliveryState.CLAIMED,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Duration.ZERO);
  }

  static Settlement denied(RecipientId recipient, Denial reason) {
    return new Settlement(
        recipient,
        DeliveryState.DENIED,
        Optional.empty(),
        Optional.of(reason),
        Optional.empty(),
        Duration.ZERO);
  }

  static Settlement ended(RecipientId recipient, DeliveryState state, String status) {
    return new Settlement(
        recipient, state, Optional.of(status), Optional.empty(), Optional.empty(), Duration.ZERO);
  }

  /** Back to where it waits. */
  static Settlement again(RecipientId recipient, Optional<String> status, Duration delay) {
    return new Settlement(
        recipient, DeliveryState.READY, status, Optional.empty(), Optional.empty(), delay);
  }
}
