package nl.voorkeur.importing;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a date, or a date and time, in a cell. A word such as {@code onbekend} says that the fact
 * is missing; what is neither is wrong. A time is kept as the file says it, and most name no zone.
 *
 * @param state whether there is one
 * @param text the date or time in the form of ISO 8601, or empty
 */
record DateCell(State state, String text) {

  enum State {
    PRESENT,
    MISSING,
    INVALID
  }

  private static final Set<String> UNKNOWN =
      Set.of("", "-", "?", "onbekend", "unknown", "unbekannt", "inconnu", "n.v.t.", "n/a", "null");
  private static final Pattern NUMBERS =
      Pattern.compile(
          "(\\d{1,2})[-/.](\\d{1,2})[-/.](\\d{4})(?:[ T](\\d{1,2}):(\\d{2})(?::(\\d{2}))?)?");
  private static final Pattern ISO =
      Pattern.compile(
          "(\\d{4})-(\\d{2})-(\\d{2})(?:[ T](\\d{2}):(\\d{2})(?::(\\d{2})(?:\\.\\d+)?)?(Z|[+-]\\d{2}:?\\d{2})?)?");

  /**
   * Reads a cell.
   *
   * @param latest the last day that is not in the future, anywhere on earth
   */
  static DateCell read(String cell, DateOrder order, LocalDate latest) {
    String text = cell.strip();
    if (UNKNOWN.contains(text.toLowerCase(Locale.ROOT))) {
      return new DateCell(State.MISSING, "");
    }
    try {
      Matcher iso = ISO.matcher(text);
      if (iso.matches()) {
        return dated(iso, 1, 2, 3, latest);
      }
      Matcher numbers = NUMBERS.matcher(text);
      if (numbers.matches()) {
        boolean dayFirst = order == DateOrder.DAY_FIRST;
        return dated(numbers, 3, dayFirst ? 2 : 1, dayFirst ? 1 : 2, latest);
      }
    } catch (DateTimeException noSuchDay) {
      return new DateCell(State.INVALID, "");
    }
    return new DateCell(State.INVALID, "");
  }

  private static DateCell dated(Matcher found, int year, int month, int day, LocalDate latest) {
    LocalDate date = LocalDate.of(number(found, year), number(found, month), number(found, day));
    if (date.isAfter(latest)) {
      return new DateCell(State.INVALID, "");
    }
    if (found.group(4) == null) {
      return new DateCell(State.PRESENT, date.toString());
    }
    LocalDateTime time =
        date.atTime(
            number(found, 4), number(found, 5), found.group(6) == null ? 0 : number(found, 6));
    String zone = found.groupCount() < 7 || found.group(7) == null ? "" : found.group(7);
    return new DateCell(State.PRESENT, time.format(DateTimeFormatter.ISO_LOCAL_DATE_TIME) + zone);
  }

  private static int number(Matcher found, int group) {
    return Integer.parseInt(found.group(group));
  }
}
