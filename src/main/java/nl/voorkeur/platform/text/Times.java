package nl.voorkeur.platform.text;

import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import nl.voorkeur.kernel.Language;

/** Days, times and numbers as people write them; a unit never stands alone on the next line. */
public final class Times {

  /** The zone in which the portal speaks of days and times. */
  public static final ZoneId ZONE = ZoneId.of("Europe/Amsterdam");

  private final Language language;
  private final DateTimeFormatter day;
  private final DateTimeFormatter time;

  private Times(String day, String time, Language language) {
    this.language = language;
    this.day = DateTimeFormatter.ofPattern(day, language.locale());
    this.time = DateTimeFormatter.ofPattern(time, language.locale()).withZone(ZONE);
  }

  public static Times of(Language language) {
    return switch (language) {
      case NL -> new Times("d MMMM yyyy", "HH.mm'\u00a0uur'", language);
      case EN -> new Times("d MMMM yyyy", "HH:mm", language);
      case DE -> new Times("d. MMMM yyyy", "HH:mm'\u00a0Uhr'", language);
      case FR -> new Times("d MMMM yyyy", "HH'\u00a0h\u00a0'mm", language);
    };
  }

  /** Such as 22 November 2026. */
  public String day(LocalDate date) {
    return day.format(date);
  }

  public String day(Instant instant) {
    return day(LocalDate.ofInstant(instant, ZONE));
  }

  /** Such as 14:02. */
  public String time(Instant instant) {
    return time.format(instant);
  }

  /** Such as 22 November 2026, 14:02. */
  public String moment(Instant instant) {
    return day(instant) + ", " + time(instant);
  }

  /** Such as 61,204. */
  public String number(long number) {
    return NumberFormat.getIntegerInstance(language.locale()).format(number);
  }
}
