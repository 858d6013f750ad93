package nl.voorkeur.mailing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a date and a time on a clock mean, also on the two odd days of a year. */
class LocalMomentTest {

  private static final ZoneId AMSTERDAM = ZoneId.of("Europe/Amsterdam");

  private static LocalMoment of(String local, Optional<Boolean> later) {
    return LocalMoment.of(LocalDateTime.parse(local), AMSTERDAM, later);
  }

  @Test
  void anOrdinaryTimeIsOneMoment() {
    LocalMoment.At at = new LocalMoment.At(Instant.parse("2026-12-01T08:00:00Z"));
    assertEquals(at, of("2026-12-01T09:00", Optional.empty()));
    assertEquals(at, of("2026-12-01T09:00", Optional.of(true)), "there is but one");
  }

  @Test
  void aTimeThatTheClockJumpsOverIsNoMoment() {
    assertEquals(
        new LocalMoment.Skipped(LocalTime.of(2, 0), LocalTime.of(3, 0)),
        of("2027-03-28T02:30", Optional.empty()));
    assertEquals(
        new LocalMoment.At(Instant.parse("2027-03-28T01:00:00Z")),
        of("2027-03-28T03:00", Optional.empty()));
  }

  @Test
  void aTimeThatTheClockShowsTwiceHasToBeChosen() {
    Instant first = Instant.parse("2027-10-31T00:30:00Z");
    Instant second = Instant.parse("2027-10-31T01:30:00Z");
    assertEquals(new LocalMoment.Twice(first, second), of("2027-10-31T02:30", Optional.empty()));
    assertEquals(new LocalMoment.At(first), of("2027-10-31T02:30", Optional.of(false)));
    assertEquals(new LocalMoment.At(second), of("2027-10-31T02:30", Optional.of(true)));
  }
}
