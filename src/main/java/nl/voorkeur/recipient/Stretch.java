package nl.voorkeur.recipient;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a history, which is read newest first. It begins at a moment and not at a number, so
 * that an address that shows a part goes on showing it when something new happens.
 *
 * @param most how many records
 * @param from the moment of the first of them; absent for the newest there is
 * @param skip how many records of that moment come before it
 */
public record Stretch(int most, Optional<Instant> from, int skip) {

  /** All there is. */
  public static final Stretch ALL = newest(Integer.MAX_VALUE);

  private static final Pattern PLACE = Pattern.compile("(-?\\d{1,17})\\.(\\d{1,7})");

  public Stretch {
    if (most < 1 || skip < 0) {
      throw new IllegalArgumentException("not a stretch: " + most + ", " + skip);
    }
  }

  public static Stretch newest(int most) {
    return new Stretch(most, Optional.empty(), 0);
  }

  /** The stretch that a page's address says; the newest when it says nothing of the kind. */
  public static Stretch at(String place, int most) {
    Matcher said = PLACE.matcher(place == null ? "" : place);
    if (!said.matches()) {
      return newest(most);
    }
    try {
      Instant from = Instant.EPOCH.plus(Long.parseLong(said.group(1)), ChronoUnit.MICROS);
      return new Stretch(most, Optional.of(from), Integer.parseInt(said.group(2)));
    } catch (DateTimeException | ArithmeticException tooFar) {
      return newest(most);
    }
  }

  /** One more, to see whether there is more. */
  public Stretch andOneMore() {
    return new Stretch(most + 1, from, skip);
  }

  /** Where the next stretch begins, after these records of this one. */
  public String after(List<PersonalRecord> shown) {
    Instant last = shown.get(shown.size() - 1).at().orElse(Instant.EPOCH);
    long same = shown.stream().filter(one -> one.at().orElse(Instant.EPOCH).equals(last)).count();
    long before = from.filter(last::equals).map(any -> (long) skip).orElse(0L);
    return ChronoUnit.MICROS.between(Instant.EPOCH, last) + "." + (before + same);
  }
}
