package nl.voorkeur.preference.web;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.permission.Frequency;
import nl.voorkeur.permission.Frequency.Period;
import nl.voorkeur.platform.faces.PageText;
import nl.voorkeur.platform.faces.RadioChoice;
import nl.voorkeur.platform.text.Moments;
import nl.voorkeur.preference.Overview.Person;
import nl.voorkeur.preference.Wish;

/** How somebody is mailed, in the words of a page: pauses, how much, tailored or not. */
final class RhythmSheet {

  /** As it is now. */
  static final String KEEP = "keep";

  static final String AS_MUCH = "all";
  private static final String END = "end";
  private static final String DATE = "date";
  private static final Set<String> MONTHS = Set.of("1", "3", "6");
  private static final List<Frequency> OFFERED =
      List.of(
          new Frequency(2, Period.WEEK),
          new Frequency(1, Period.WEEK),
          new Frequency(2, Period.MONTH),
          new Frequency(1, Period.MONTH));

  private final PageText text;
  private final Moments moments;
  private final Language language;
  private final Instant now;

  RhythmSheet(PageText text, Moments moments, Language language, Instant now) {
    this.text = text;
    this.moments = moments;
    this.language = language;
    this.now = now;
  }

  /** The pauses that somebody can choose. */
  List<RadioChoice> pauses(Person person) {
    List<RadioChoice> choices = new ArrayList<>();
    Optional<Instant> running = running(person);
    choices.add(
        new RadioChoice(
            KEEP,
            running
                .map(until -> text.of("preferences.pause.keep", moments.day(until, language)))
                .orElse(text.of("preferences.pause.none")),
            false));
    if (running.isPresent()) {
      choices.add(new RadioChoice(END, text.of("preferences.pause.end"), false));
    }
    choices.addAll(newPauses());
    return choices;
  }

  /** The pauses that somebody can begin. */
  List<RadioChoice> newPauses() {
    List<RadioChoice> choices = new ArrayList<>();
    MONTHS.stream()
        .sorted()
        .forEach(
            months ->
                choices.add(
                    new RadioChoice(
                        months,
                        text.of("preferences.pause.months", Integer.valueOf(months)),
                        false)));
    choices.add(new RadioChoice(DATE, text.of("preferences.pause.date"), true));
    return choices;
  }

  Optional<Instant> running(Person person) {
    return person.pausedUntil().filter(until -> until.isAfter(now));
  }

  /** How much mail somebody can choose. */
  List<RadioChoice> mosts(Person person) {
    Set<Frequency> offered = new LinkedHashSet<>(OFFERED);
    person.most().ifPresent(offered::add);
    List<RadioChoice> all = new ArrayList<>();
    all.add(new RadioChoice(AS_MUCH, text.of("preferences.most.all")));
    offered.forEach(one -> all.add(new RadioChoice(code(one), words(one))));
    return all;
  }

  static String code(Optional<Frequency> most) {
    return most.map(RhythmSheet::code).orElse(AS_MUCH);
  }

  private static String code(Frequency most) {
    return most.most() + "/" + most.per();
  }

  private String words(Frequency most) {
    return most.per() == Period.WEEK
        ? text.of("preferences.most.week", most.most())
        : text.of("preferences.most.month", most.most());
  }

  private static String inSentence(String words) {
    return words.substring(0, 1).toLowerCase(Locale.ROOT) + words.substring(1);
  }

  /** Whether a date is needed and is not one that a pause can end on. */
  boolean isDateWrong(String pause, String until) {
    return DATE.equals(pause) && end(pause, until).isEmpty();
  }

  /** The wish with the pause that was chosen. */
  Wish pause(Wish wish, String pause, String until) {
    return END.equals(pause) ? wish.endPause() : end(pause, until).map(wish::pause).orElse(wish);
  }

  private Optional<Instant> end(String pause, String until) {
    LocalDate today = moments.date(now);
    if (MONTHS.contains(pause)) {
      return Optional.of(moments.startOf(today.plusMonths(Long.parseLong(pause))));
    }
    if (!DATE.equals(pause)) {
      return Optional.empty();
    }
    try {
      LocalDate day = LocalDate.parse(until.strip());
      return day.isAfter(today) && day.isBefore(today.plusYears(5))
          ? Optional.of(moments.startOf(day))
          : Optional.empty();
    } catch (DateTimeException notADay) {
      return Optional.empty();
    }
  }

  /** The wish with the frequency that was chosen. */
  Wish most(Wish wish, String most) {
    return AS_MUCH.equals(most)
        ? wish.endMost()
        : Wish.frequency(most).map(wish::most).orElse(wish);
  }

  /** The first day on which a pause can end, as a date field takes it. */
  String tomorrow() {
    return moments.date(now).plusDays(1).toString();
  }

  /** What was done, sentence by sentence. */
  List<String> done(Wish wish) {
    List<String> sentences = new ArrayList<>();
    wish.pauseUntil()
        .ifPresent(
            until ->
                sentences.add(text.of("preferences.saved.pause", moments.day(until, language))));
    if (wish.pauseEnds()) {
      sentences.add(text.of("preferences.saved.pause-end"));
    }
    wish.most()
        .ifPresent(
            most -> sentences.add(text.of("preferences.saved.most", inSentence(words(most)))));
    if (wish.mostEnds()) {
      sentences.add(text.of("preferences.saved.most-all"));
    }
    wish.profiling()
        .ifPresent(
            on ->
                sentences.add(
                    text.of(on ? "preferences.saved.fitted" : "preferences.saved.not-fitted")));
    wish.tracking()
        .ifPresent(
            on ->
                sentences.add(
                    text.of(on ? "preferences.saved.tracked" : "preferences.saved.not-tracked")));
    return sentences;
  }
}
