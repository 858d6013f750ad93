package nl.voorkeur.preference.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.platform.faces.Field;
import nl.voorkeur.platform.faces.PageText;
import nl.voorkeur.platform.faces.Posted;
import nl.voorkeur.platform.faces.RadioChoice;
import nl.voorkeur.preference.Overview;
import nl.voorkeur.preference.Overview.Asked;

/**
 * The controller's questions on the person's page, each as the field {@code answer-<id>}. As with
 * the topics, only what differs from what the page showed was wished.
 */
final class AnswerSheet {

  private static final String FIELD = "answer-";
  private static final String SHOWN = "shown-";

  private final Overview overview;
  private final Language language;

  AnswerSheet(Overview overview, Language language) {
    this.overview = overview;
    this.language = language;
  }

  /**
   * The questions.
   *
   * @param posted what was posted and not kept, and so has to be shown again
   */
  List<Field> fields(Posted posted, PageText text) {
    return overview.asked().stream().flatMap(asked -> fields(asked, posted, text)).toList();
  }

  private Stream<Field> fields(Asked asked, Posted posted, PageText text) {
    String id = FIELD + asked.id();
    String value = posted.text(id).orElse(asked.answer());
    Field.Label label =
        new Field.Label(
            id,
            asked.text(language).label(),
            text.of(asked.profiling() ? "preferences.question.fitted" : "preferences.optional"));
    List<RadioChoice> options = options(asked, value, text);
    return Stream.of(
        new Field.Hidden(SHOWN + id, asked.answer()),
        options.isEmpty()
            ? new Field.Line(label, value, Map.of("maxlength", "100"))
            : new Field.Menu(label, options, value));
  }

  /** The choices; an answer that is offered no more stays until another is chosen. */
  private List<RadioChoice> options(Asked asked, String value, PageText text) {
    List<String> kept = kept(asked);
    if (kept.isEmpty()) {
      return List.of();
    }
    List<String> labels = asked.text(language).choices();
    List<RadioChoice> options = new ArrayList<>();
    options.add(new RadioChoice("", text.of("preferences.question.none")));
    for (int i = 0; i < kept.size(); i++) {
      options.add(new RadioChoice(kept.get(i), labels.get(i)));
    }
    if (!value.isEmpty() && !kept.contains(value)) {
      options.add(new RadioChoice(value, value));
    }
    return options;
  }

  private List<String> kept(Asked asked) {
    return asked.text(overview.sender().languages().get(0)).choices();
  }

  /** What was posted and differs from what the page showed, by question. */
  Map<Long, String> changes(Posted posted) {
    return overview.asked().stream()
        .filter(asked -> isChanged(asked, posted))
        .collect(Collectors.toMap(asked -> asked.id().value(), asked -> answer(asked, posted)));
  }

  private static String answer(Asked asked, Posted posted) {
    return Changes.tidy(posted.text(FIELD + asked.id()).orElse(""));
  }

  private boolean isChanged(Asked asked, Posted posted) {
    String answer = answer(asked, posted);
    Optional<String> shown = posted.text(SHOWN + FIELD + asked.id());
    return shown.filter(one -> !one.equals(answer)).isPresent()
        && posted.text(FIELD + asked.id()).isPresent()
        && isOffered(asked, answer);
  }

  /** Nothing but a choice that is offered; any line where none is. */
  private boolean isOffered(Asked asked, String answer) {
    List<String> kept = kept(asked);
    return kept.isEmpty() || answer.isEmpty() || kept.contains(answer);
  }

  /** What the person answered to these. */
  Map<Long, String> answersTo(Set<Long> questions) {
    return overview.asked().stream()
        .filter(asked -> questions.contains(asked.id().value()))
        .collect(Collectors.toMap(asked -> asked.id().value(), Asked::answer));
  }
}
