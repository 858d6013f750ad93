package nl.voorkeur.mailing;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a date and a time on a clock somewhere mean. Twice a year a clock jumps: some times never
 * show on it, others show twice. Nobody's guess decides which moment was meant.
 */
public sealed interface LocalMoment {

  /** One moment. */
  record At(Instant instant) implements LocalMoment {}

  /** The clock jumps over this time. */
  record Skipped(LocalTime from, LocalTime to) implements LocalMoment {}

  /** The clock shows this time twice, as it is set back; one has to say which is meant. */
  record Twice(Instant first, Instant second) implements LocalMoment {}

  /**
   * @param later which of two moments is meant, where there are two
   */
  static LocalMoment of(LocalDateTime local, ZoneId zone, Optional<Boolean> later) {
    List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
    if (offsets.isEmpty()) {
      ZoneOffsetTransition jump = zone.getRules().getTransition(local);
      return new Skipped(
          jump.getDateTimeBefore().toLocalTime(), jump.getDateTimeAfter().toLocalTime());
    }
    Instant first = local.toInstant(offsets.get(0));
    if (offsets.size() == 1) {
      return new At(first);
    }
    Instant second = local.toInstant(offsets.get(1));
    return later
        .<LocalMoment>map(isLater -> new At(isLater ? second : first))
        .orElseGet(() -> new Twice(first, second));
  }

  default <T> T fold(Function<At, T> at, Function<Skipped, T> skipped, Function<Twice, T> twice) {
    if (this instanceof At one) {
      return at.apply(one);
    }
    return this instanceof Skipped none ? skipped.apply(none) : twice.apply((Twice) this);
  }
}
