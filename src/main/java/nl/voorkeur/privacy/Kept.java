package nl.voorkeur.privacy;

import java.util.Optional;

/**
 * How long something is kept (GDPR art. 13(2)(a); requirement S11).
 *
 * @param amount of the unit; 0 where the unit has none
 */
public record Kept(int amount, Unit unit) {

  /** In what a period is counted. */
  public enum Unit {
    DAYS,
    MONTHS,
    YEARS,
    /** For as long as mail is sent. */
    WHILE_MAILED,
    /** For as long as a no has to be honoured. */
    OPEN_ENDED;

    /** Whether it goes with a number. */
    public boolean isCounted() {
      return ordinal() <= YEARS.ordinal();
    }
  }

  private static final int MOST = 999;

  public Kept {
    if (unit.isCounted() ? amount < 1 || amount > MOST : amount != 0) {
      throw new IllegalArgumentException("a period is a number of days, months or years");
    }
  }

  /** Reads what {@link #toString()} wrote; nothing when it is anything else. */
  public static Optional<Kept> parse(String text) {
    String[] parts = text.split(" ", -1);
    if (parts.length != 2 || !parts[0].matches("\\d{1,3}")) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Kept(Integer.parseInt(parts[0]), Unit.valueOf(parts[1])));
    } catch (IllegalArgumentException noPeriod) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return amount + " " + unit;
  }
}
