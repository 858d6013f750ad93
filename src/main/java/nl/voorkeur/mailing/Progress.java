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
 * @param lastMinute how many were tried to an end within the last minute
 */
public record Progress(
    Map<DeliveryState, Long> states, Map<Denial, Long> denied, long retrying, long lastMinute) {

  private static final Duration MINUTE = Duration.ofMinutes(1);

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

  /** Messages a second: of the last minute, and of the whole time once it is over. */
  public double rate(Instant started, Instant now, boolean goesOn) {
    Duration since = Duration.between(started, now);
    if (!goesOn || since.compareTo(MINUTE) < 0) {
      return tried() * 1000.0 / Math.max(1000, since.toMillis());
    }
    return lastMinute * 1.0 / MINUTE.toSeconds();
  }

  /** The time that the rest takes at the speed of now; nothing while there is no speed. */
  public Optional<Duration> timeLeft(Instant started, Instant now) {
    double rate = rate(started, now, true);
    if (rate == 0 || open() == 0) {
      return Optional.empty();
    }
    return Optional.of(Duration.ofMillis(Math.round(1000 * open() / rate)));
  }
}
