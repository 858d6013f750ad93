package nl.voorkeur.permission;

import java.util.Map;

/**
 * The most marketing mail that a person wants from a controller, counted from what was really sent.
 *
 * @param most 1 to 100 messages
 */
public record Frequency(int most, Period per) {

  /** Seven days, or a month by the calendar, back from now. Equal to the SQL type. */
  public enum Period {
    WEEK,
    MONTH
  }

  public Frequency {
    if (most < 1 || most > 100) {
      throw new IllegalArgumentException("a frequency is 1 to 100");
    }
  }

  Map<String, String> facts() {
    return Map.of("most", Integer.toString(most), "per", per.name());
  }
}
