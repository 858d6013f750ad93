package nl.voorkeur.mailing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SendWindowTest {

  private static final ZoneId AMSTERDAM = ZoneId.of("Europe/Amsterdam");

  private static Optional<Instant> opens(SendWindow window, String now) {
    return window.opensAfter(Instant.parse(now));
  }

  private static Optional<Instant> at(String text) {
    return Optional.of(Instant.parse(text));
  }

  @Test
  void saysWhenItOpensNext() {
    SendWindow office =
        new SendWindow(
            Set.of(DayOfWeek.MONDAY, DayOfWeek.TUESDAY),
            LocalTime.of(9, 0),
            LocalTime.of(17, 0),
            AMSTERDAM);
    assertEquals(at("2026-11-23T08:00:00Z"), opens(office, "2026-11-22T12:00:00Z"), "on Monday");
    assertEquals(at("2026-11-23T08:00:00Z"), opens(office, "2026-11-23T07:59:59Z"));
    assertEquals(Optional.empty(), opens(office, "2026-11-23T08:00:00Z"), "open");
    assertEquals(at("2026-11-24T08:00:00Z"), opens(office, "2026-11-23T16:00:00Z"), "closed");
    assertEquals(at("2026-11-30T08:00:00Z"), opens(office, "2026-11-24T16:00:00Z"), "next week");
  }

  @Test
  void aWeekLaterOnTheSameDayAndUntilMidnight() {
    SendWindow evening =
        new SendWindow(
            Set.of(DayOfWeek.SUNDAY), LocalTime.of(20, 0), LocalTime.MIDNIGHT, AMSTERDAM);
    assertEquals(Optional.empty(), opens(evening, "2026-11-22T22:59:59Z"));
    assertEquals(at("2026-11-29T19:00:00Z"), opens(evening, "2026-11-22T23:00:00Z"));
    // the hour that summer time leaves out
    SendWindow night =
        new SendWindow(
            Set.of(DayOfWeek.SUNDAY), LocalTime.of(2, 30), LocalTime.of(4, 0), AMSTERDAM);
    assertEquals(at("2027-03-28T01:30:00Z"), opens(night, "2027-03-28T00:00:00Z"));
  }
}
