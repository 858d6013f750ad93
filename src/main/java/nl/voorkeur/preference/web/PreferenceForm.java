package nl.voorkeur.preference.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.platform.faces.Choice;
import nl.voorkeur.platform.faces.Field;
import nl.voorkeur.platform.faces.PageText;
import nl.voorkeur.platform.faces.Posted;
import nl.voorkeur.platform.faces.Problems;
import nl.voorkeur.platform.faces.RadioChoice;
import nl.voorkeur.preference.Overview;
import nl.voorkeur.preference.Overview.Person;
import nl.voorkeur.preference.Wish;
import nl.voorkeur.preference.web.Changes.Name;

/**
 * The form of choices on somebody's page: what holds, until something was posted. Hidden fields
 * tell what the page showed, as only what differs from that is a wish; a page of before a field
 * posts none of it.
 */
final class PreferenceForm {

  private static final String TOPIC = "topic";
  private static final String PAUSE = "pause";
  private static final String UNTIL = "until";
  private static final String MOST = "most";
  private static final String LANGUAGE = "language";
  private static final String FIRST = "first";
  private static final String LAST = "last";
  private static final String PROFILING = "profiling";
  private static final String TRACKING = "tracking";
  private static final String SHOWN = "shown";
  private static final String SHOWN_TRACKING = "shown-tracking";
  private static final String SHOWN_FIRST = "shown-first";
  private static final String SHOWN_LAST = "shown-last";

  private final Overview overview;
  private final Person person;
  private final PageText text;
  private final TopicSheet topics;
  private final Optional<AnswerSheet> answers;
  private final List<Language> languages;
  private final RhythmForm rhythm;
  private Posted posted = new Posted(Map.of());
  private Choice choice;
  private Language language;
  private boolean profiling;
  private boolean tracking;
  private Name name;

  /**
   * @param answers to what the controller asks; only who proved to be the person gives those, and a
   *     name
   * @param languages of the sender's mail
   */
  PreferenceForm(
      Overview overview,
      PageText text,
      TopicSheet topics,
      Optional<AnswerSheet> answers,
      RhythmSheet rhythm,
      List<Language> languages) {
    this.overview = overview;
    this.person = overview.person();
    this.text = text;
    this.topics = topics;
    this.answers = answers;
    this.languages = List.copyOf(languages);
    this.rhythm = RhythmForm.ofAll(rhythm, Optional.of(person));
    this.choice = topics.choice();
    this.language = overview.language();
    this.profiling = person.profiling();
    this.tracking = person.tracking();
    this.name = new Name(person.firstName(), person.lastName());
  }

  /** Takes over what was posted. */
  void take(Posted given) {
    posted = given;
    choice = given.topics(TOPIC, topics.groups());
    rhythm.setPause(given.radio(PAUSE, rhythm.getPauses()));
    given.text(UNTIL).ifPresent(rhythm::setUntil);
    if (given.text(MOST).isPresent()) {
      rhythm.setMost(given.radio(MOST, rhythm.getMosts()));
    }
    given.text(LANGUAGE).flatMap(Language::of).ifPresent(one -> language = one);
    profiling = given.isOn(PROFILING);
    tracking = given.isOn(TRACKING);
    name = Name.of(given.text(FIRST).orElse(name.first()), given.text(LAST).orElse(name.last()));
  }

  boolean isDateWrong() {
    return rhythm.isDateWrong();
  }

  /** What differs from what the page had shown. */
  Changes changes() {
    return new Changes(
        choice.turnedOff(),
        choice.turnedOn(),
        language,
        wish(),
        answers.isPresent() && isOtherName() ? Optional.of(name) : Optional.empty(),
        answers.map(one -> one.changes(posted)).orElse(Map.of()));
  }

  private Wish wish() {
    Wish wish = rhythm.pauseOf(Wish.NONE);
    if (posted
        .text(SHOWN_TRACKING)
        .filter(it -> !it.equals(String.valueOf(tracking)))
        .isPresent()) {
      wish = wish.tracking(tracking);
    }
    Optional<String> shown = posted.text(SHOWN);
    if (shown.isEmpty()) {
      return wish;
    }
    if (!shown.get().startsWith(rhythm.getMost() + " ")) {
      wish = rhythm.mostOf(wish);
    }
    return shown.get().endsWith(" " + profiling) ? wish : wish.profiling(profiling);
  }

  private boolean isOtherName() {
    return posted.text(SHOWN_FIRST).isPresent()
        && posted.text(SHOWN_LAST).isPresent()
        && !name.equals(new Name(posted.text(SHOWN_FIRST).get(), posted.text(SHOWN_LAST).get()));
  }

  /** As the page shows them. */
  List<Field> fields(Problems problems) {
    List<Field> fields = new ArrayList<>();
    fields.add(new Field.Hidden(SHOWN, RhythmSheet.code(person.most()) + " " + person.profiling()));
    fields.add(new Field.Topics(TOPIC, topics.groups(), choice));
    fields.add(
        new Field.Group(
            text.of("preferences.pause"), text.of("preferences.pause.hint"), pause(problems)));
    fields.add(new Field.Group(text.of("preferences.you"), "", you(problems)));
    return fields;
  }

  private List<Field> pause(Problems problems) {
    Field.Label until =
        new Field.Label(
            UNTIL,
            text.of("preferences.pause.until"),
            text.of("preferences.pause.until.hint"),
            problems.of(UNTIL));
    return List.of(
        new Field.Radios(PAUSE, rhythm.getPauses(), rhythm.getPause()),
        new Field.Box(
            "until",
            List.of(
                new Field.Line(
                    until,
                    rhythm.getUntil(),
                    Map.of("type", "date", "min", rhythm.getTomorrow())))));
  }

  private List<Field> you(Problems problems) {
    List<Field> fields = new ArrayList<>();
    fields.add(
        new Field.Menu(
            new Field.Label(MOST, text.of("preferences.most"), ""),
            rhythm.getMosts(),
            rhythm.getMost()));
    if (languages.size() > 1) {
      fields.add(
          new Field.Menu(
              new Field.Label(LANGUAGE, text.of("signup.language"), ""),
              languages.stream().map(one -> new RadioChoice(one.name(), one.ownName())).toList(),
              language.name()));
    }
    answers.ifPresent(
        sheet -> {
          fields.add(new Field.Hidden(SHOWN_FIRST, person.firstName()));
          fields.add(new Field.Hidden(SHOWN_LAST, person.lastName()));
          fields.add(
              new Field.Box(
                  "pair",
                  List.of(
                      called(FIRST, "preferences.first", name.first(), "given-name"),
                      called(LAST, "preferences.last", name.last(), "family-name"))));
          fields.addAll(sheet.fields(posted, text));
        });
    fields.add(
        new Field.OneSwitch(
            PROFILING,
            text.of("preferences.fitted"),
            text.of("preferences.fitted.hint"),
            profiling));
    if (overview.sender().tracks() || person.tracking()) {
      fields.add(new Field.Hidden(SHOWN_TRACKING, String.valueOf(person.tracking())));
      fields.add(
          new Field.OneSwitch(
              TRACKING,
              text.of("preferences.tracked"),
              text.of("preferences.tracked.hint"),
              tracking));
    }
    return fields;
  }

  private Field called(String id, String label, String value, String autocomplete) {
    return new Field.Line(
        new Field.Label(id, text.of(label), text.of("preferences.optional")),
        value,
        Map.of("maxlength", "100", "autocomplete", autocomplete));
  }
}
