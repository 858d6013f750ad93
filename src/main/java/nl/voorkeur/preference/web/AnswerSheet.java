package nl.voorkeur.preference.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.kernel.QuestionId;
import nl.voorkeur.preference.Overview;
import nl.voorkeur.preference.Overview.Asked;

/**
 * The controller's questions on the person's page, each as the field {@code answer-<id>}. As with
 * the topics, only what differs from what the page showed was wished.
 */
final class AnswerSheet {

  private static final String FIELD = "answer-";
  private static final String SHOWN = "shown-";
  private static final String UNDO = "undo-";

  /** A choice as the page offers it. */
  public record Option(String value, String label, boolean chosen) {}

  /** A question as the page asks it; without options it takes a line of one's own. */
  public record Field(
      String id,
      String label,
      boolean profiling,
      String shown,
      String value,
      List<Option> options) {}

  /** What puts an answer back. */
  public record Undo(String name, String value) {}

  private final Overview overview;
  private final Language language;
  private final HttpServletRequest request;

  AnswerSheet(Overview overview, Language language, HttpServletRequest request) {
    this.overview = overview;
    this.language = language;
    this.request = request;
  }

  /**
   * The questions.
   *
   * @param refused whether what was posted was not kept, and so has to be shown again
   */
  List<Field> fields(boolean refused) {
    return overview.asked().stream().map(asked -> field(asked, refused)).toList();
  }

  private Field field(Asked asked, boolean refused) {
    String id = FIELD + asked.id();
    String value =
        Optional.ofNullable(request.getParameter(id)).filter(any -> refused).orElse(asked.answer());
    return new Field(
        id,
        asked.text(language).label(),
        asked.profiling(),
        asked.answer(),
        value,
        options(asked, value));
  }

  /** The choices; an answer that is offered no more stays until another is chosen. */
  private List<Option> options(Asked asked, String value) {
    List<String> kept = kept(asked);
    List<String> labels = asked.text(language).choices();
    List<Option> options = new ArrayList<>();
    for (int i = 0; i < kept.size(); i++) {
      options.add(new Option(kept.get(i), labels.get(i), kept.get(i).equals(value)));
    }
    if (!kept.isEmpty() && !value.isEmpty() && !kept.contains(value)) {
      options.add(new Option(value, value, true));
    }
    return options;
  }

  private List<String> kept(Asked asked) {
    return asked.text(overview.sender().languages().get(0)).choices();
  }

  /** What was posted and differs from what the page showed. */
  Map<QuestionId, String> changes(UnaryOperator<String> tidy) {
    return posted(
        asked -> {
          String shown = request.getParameter(SHOWN + FIELD + asked.id());
          String given = request.getParameter(FIELD + asked.id());
          return Optional.ofNullable(given)
              .map(tidy)
              .filter(answer -> shown != null && !answer.equals(shown));
        });
  }

  /** What the button that puts back was posted with. */
  Map<QuestionId, String> undone(UnaryOperator<String> tidy) {
    return posted(
        asked -> Optional.ofNullable(request.getParameter(UNDO + FIELD + asked.id())).map(tidy));
  }

  private Map<QuestionId, String> posted(
      java.util.function.Function<Asked, Optional<String>> answer) {
    return overview.asked().stream()
        .filter(asked -> answer.apply(asked).filter(one -> isOffered(asked, one)).isPresent())
        .collect(Collectors.toMap(Asked::id, asked -> answer.apply(asked).orElseThrow()));
  }

  /** Nothing but a choice that is offered, or that the person had; any line where none is. */
  private boolean isOffered(Asked asked, String answer) {
    List<String> kept = kept(asked);
    return kept.isEmpty()
        || answer.isEmpty()
        || kept.contains(answer)
        || request.getParameter(UNDO + FIELD + asked.id()) != null;
  }

  /** What puts these back to what the person had answered before. */
  List<Undo> back(Map<QuestionId, String> changed) {
    return overview.asked().stream()
        .filter(asked -> changed.containsKey(asked.id()))
        .map(asked -> new Undo(UNDO + FIELD + asked.id(), asked.answer()))
        .toList();
  }
}
