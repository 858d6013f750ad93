package nl.voorkeur.mailing;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The days and hours at which messages of a mailing may leave; outside of them it waits.
 *
 * @param until not included; midnight is the end of the day
 */
public record SendWindow(Set<DayOfWeek> days, LocalTime from, LocalTime until, ZoneId zone) {

  public SendWindow {
    if (days.isEmpty() || !(until.equals(LocalTime.MIDNIGHT) || from.isBefore(until))) {
      throw new IllegalArgumentException("a window has a day, and ends after it begins");
    }
    days = Collections.unmodifiableSet(EnumSet.copyOf(days));
  }

  /** When messages may leave next; nothing while they may. */
  Optional<Instant> opensAfter(Instant now) {
    ZonedDateTime here = now.atZone(zone);
    for (int days = 0; days <= 7; days++) {
      LocalDate day = here.toLocalDate().plusDays(days);
      if (!days().contains(day.getDayOfWeek())) {
        continue;
      }
      ZonedDateTime opens = day.atTime(from).atZone(zone);
      ZonedDateTime closes =
          until.equals(LocalTime.MIDNIGHT)
              ? day.plusDays(1).atStartOfDay(zone)
              : day.atTime(until).atZone(zone);
      if (here.isBefore(opens)) {
        return Optional.of(opens.toInstant());
      }
      if (here.isBefore(closes)) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** The days as the database keeps them: a bit each, 1 is Monday. */
  int bits() {
    return days.stream().mapToInt(day -> 1 << (day.getValue() - 1)).sum();
  }

  /** PostgreSQL knows the end of the day as an hour of its own. */
  String end() {
    return until.equals(LocalTime.MIDNIGHT) ? "24:00" : until.toString();
  }

  static Set<DayOfWeek> days(int bits) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (DayOfWeek day : DayOfWeek.values()) {
      if ((bits >> (day.getValue() - 1) & 1) == 1) {
        days.add(day);
      }
    }
    return days;
  }
}
