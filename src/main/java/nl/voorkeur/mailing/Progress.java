package nl.voorkeur.mailing;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import nl.voorkeur.kernel.Denial;

/**
 * How far a mailing is. The states together are the audience, always (promise 6).
 *
 * @param states how many deliveries are in each state
 * @param denied how many were denied, by reason
 * @param retrying how many of those that are ready were tried before
 */
public record Progress(Map<DeliveryState, Long> states, Map<Denial, Long> denied, long retrying) {

  public Progress {
    Map<DeliveryState, Long> everyState = new EnumMap<>(DeliveryState.class);
    for (DeliveryState state : DeliveryState.values()) {
      everyState.put(state, states.getOrDefault(state, 0L));
    }
    states = Collections.unmodifiableMap(everyState);
    Map<Denial, Long> ordered = new EnumMap<>(Denial.class);
    ordered.putAll(denied);
    denied = Collections.unmodifiableMap(ordered);
  }

  public long count(DeliveryState state) {
    return states.get(state);
  }

  public long audience() {
    return states.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Those that wait for their turn or are on their way. */
  public long open() {
    return states.entrySet().stream()
        .filter(entry -> entry.getKey().isOpen())
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** Those whose ending is known, denied ones aside. */
  public long tried() {
    return count(DeliveryState.SENT) + count(DeliveryState.FAILED) + count(DeliveryState.IN_DOUBT);
  }

  /** The time that the rest takes at the speed so far; nothing while there is no speed yet. */
  public Optional<Duration> timeLeft(Instant started, Instant now) {
    long tried = tried();
    if (tried == 0 || open() == 0) {
      return Optional.empty();
    }
    double each = (double) Duration.between(started, now).toMillis() / tried;
    return Optional.of(Duration.ofMillis(Math.round(each * open())));
  }
}
