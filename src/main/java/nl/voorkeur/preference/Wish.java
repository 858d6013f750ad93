package nl.voorkeur.preference;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.voorkeur.permission.Frequency;

/**
 * How a person wants to be mailed from now on, apart from the topics: a pause, how much, tailored
 * or not. What is absent stays as it is.
 *
 * @param pauseUntil begins a pause, or moves the end of one
 * @param pauseEnds ends it now
 * @param most at most so much
 * @param mostEnds as much as there is
 * @param profiling whether mail may be fitted to what the person chose
 * @param tracking whether the sender may see what the person opens and clicks
 */
public record Wish(
    Optional<Instant> pauseUntil,
    boolean pauseEnds,
    Optional<Frequency> most,
    boolean mostEnds,
    Optional<Boolean> profiling,
    Optional<Boolean> tracking) {

  /** Everything stays as it is. */
  public static final Wish NONE =
      new Wish(
          Optional.empty(), false, Optional.empty(), false, Optional.empty(), Optional.empty());

  private static final Pattern MOST = Pattern.compile("([1-9][0-9]?|100)/(WEEK|MONTH)");

  /** A pause until then. */
  public Wish pause(Instant until) {
    return new Wish(Optional.of(until), false, most, mostEnds, profiling, tracking);
  }

  /** The end of a pause. */
  public Wish endPause() {
    return new Wish(Optional.empty(), true, most, mostEnds, profiling, tracking);
  }

  public Wish most(Frequency frequency) {
    return new Wish(pauseUntil, pauseEnds, Optional.of(frequency), false, profiling, tracking);
  }

  /** As much as there is. */
  public Wish endMost() {
    return new Wish(pauseUntil, pauseEnds, Optional.empty(), true, profiling, tracking);
  }

  public Wish profiling(boolean wanted) {
    return new Wish(pauseUntil, pauseEnds, most, mostEnds, Optional.of(wanted), tracking);
  }

  public Wish tracking(boolean wanted) {
    return new Wish(pauseUntil, pauseEnds, most, mostEnds, profiling, Optional.of(wanted));
  }

  public boolean isNothing() {
    return equals(NONE);
  }

  /**
   * What of it is a yes: less silence than now. Anyone with a link may say no; only who proves to
   * be the person may say yes (promise 2). The database refuses the rest all the same.
   */
  public Wish yes(Overview.Person now) {
    Wish yes = NONE;
    if (pauseEnds && now.pausedUntil().isPresent()) {
      yes = yes.endPause();
    }
    if (pauseUntil.isPresent()
        && now.pausedUntil().filter(held -> held.isAfter(pauseUntil.get())).isPresent()) {
      yes = yes.pause(pauseUntil.get());
    }
    if (mostEnds && now.most().isPresent()) {
      yes = yes.endMost();
    }
    if (most.isPresent()
        && now.most().filter(held -> perYear(most.get()) > perYear(held)).isPresent()) {
      yes = yes.most(most.get());
    }
    if (profiling.orElse(false) && !now.profiling()) {
      yes = yes.profiling(true);
    }
    if (tracking.orElse(false) && !now.tracking()) {
      yes = yes.tracking(true);
    }
    return yes;
  }

  /** What of it is a no, which holds at once. */
  public Wish no(Overview.Person now) {
    Wish yes = yes(now);
    Wish no = NONE;
    if (pauseUntil.isPresent() && yes.pauseUntil.isEmpty()) {
      no = no.pause(pauseUntil.get());
    }
    if (most.isPresent() && yes.most.isEmpty()) {
      no = no.most(most.get());
    }
    if (!profiling.orElse(true)) {
      no = no.profiling(false);
    }
    if (!tracking.orElse(true)) {
      no = no.tracking(false);
    }
    return no;
  }

  /** What puts it back as it is now. */
  public Wish back(Overview.Person now) {
    Wish back = NONE;
    if (pauseEnds || pauseUntil.isPresent()) {
      back = now.pausedUntil().map(back::pause).orElse(back.endPause());
    }
    if (mostEnds || most.isPresent()) {
      back = now.most().map(back::most).orElse(back.endMost());
    }
    back = profiling.isPresent() ? back.profiling(now.profiling()) : back;
    return tracking.isPresent() ? back.tracking(now.tracking()) : back;
  }

  private static int perYear(Frequency frequency) {
    // as the ledger weighs them
    return frequency.most() * (frequency.per() == Frequency.Period.WEEK ? 30 : 7);
  }

  /** As one line of text, for a hidden field or a row. */
  public String code() {
    StringJoiner code = new StringJoiner(" ");
    pauseUntil.ifPresent(until -> code.add("pause:" + until));
    if (pauseEnds) {
      code.add("pause:end");
    }
    most.ifPresent(one -> code.add("most:" + one.most() + "/" + one.per()));
    if (mostEnds) {
      code.add("most:end");
    }
    profiling.ifPresent(wanted -> code.add("profiling:" + wanted));
    tracking.ifPresent(wanted -> code.add("tracking:" + wanted));
    return code.toString();
  }

  /** The wish that such a line stands for; what can't be read stays as it is. */
  public static Wish of(String code) {
    Wish wish = NONE;
    for (String part : code.split(" ")) {
      String value = part.substring(part.indexOf(':') + 1);
      if (part.equals("pause:end")) {
        wish = wish.endPause();
      } else if (part.startsWith("pause:")) {
        wish = instant(value).map(wish::pause).orElse(wish);
      } else if (part.equals("most:end")) {
        wish = wish.endMost();
      } else if (part.startsWith("most:")) {
        wish = frequency(value).map(wish::most).orElse(wish);
      } else if (part.startsWith("profiling:")) {
        wish = wish.profiling(value.equals("true"));
      } else if (part.startsWith("tracking:")) {
        wish = wish.tracking(value.equals("true"));
      }
    }
    return wish;
  }

  /** The frequency of a text such as {@code 2/WEEK}. */
  public static Optional<Frequency> frequency(String text) {
    Matcher matcher = MOST.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new Frequency(
                Integer.parseInt(matcher.group(1)), Frequency.Period.valueOf(matcher.group(2))))
        : Optional.empty();
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeException malformed) {
      return Optional.empty();
    }
  }
}
