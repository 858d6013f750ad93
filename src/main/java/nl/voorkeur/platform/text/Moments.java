package nl.voorkeur.platform.text;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.platform.configuration.Configuration;
import nl.voorkeur.platform.configuration.Setting;

/** Times as people read them, in the time zone of the installation. */
@ApplicationScoped
public class Moments {

  private ZoneId zone;

  /** For the container. */
  protected Moments() {}

  @Inject
  public Moments(Configuration configuration) {
    this.zone = configuration.get(Setting.TIME_ZONE);
  }

  /** Day and time, such as "zaterdag 21 november 2026, 14.02 uur". */
  public String full(Instant at, Language language) {
    return full(at, zone, language);
  }

  /** The same on the clock of a place that somebody chose. */
  public String full(Instant at, ZoneId where, Language language) {
    String pattern =
        switch (language) {
          case NL -> "EEEE d MMMM yyyy, HH.mm'\u00a0uur'";
          case EN -> "EEEE d MMMM yyyy, HH:mm";
          case DE -> "EEEE, d. MMMM yyyy, HH:mm'\u00a0Uhr'";
          case FR -> "EEEE d MMMM yyyy 'à' HH'\u00a0h\u00a0'mm";
        };
    return format(at, where, language, pattern);
  }

  /** The day alone, such as "21 november 2026". */
  public String day(Instant at, Language language) {
    return format(at, zone, language, language == Language.DE ? "d. MMMM yyyy" : "d MMMM yyyy");
  }

  /** The time alone, such as "14.02 uur". */
  public String time(Instant at, Language language) {
    String pattern =
        switch (language) {
          case NL -> "HH.mm'\u00a0uur'";
          case EN -> "HH:mm";
          case DE -> "HH:mm'\u00a0Uhr'";
          case FR -> "HH'\u00a0h\u00a0'mm";
        };
    return format(at, zone, language, pattern);
  }

  /** The day on which this moment falls. */
  public LocalDate date(Instant at) {
    return LocalDate.ofInstant(at, zone);
  }

  /** The moment at which a day begins. */
  public Instant startOf(LocalDate day) {
    return day.atStartOfDay(zone).toInstant();
  }

  private static String format(Instant at, ZoneId where, Language language, String pattern) {
    return DateTimeFormatter.ofPattern(pattern, language.locale()).format(at.atZone(where));
  }
}
