package nl.voorkeur.preference.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.preference.Overview;
import nl.voorkeur.preference.Overview.Asked;

/**
 * The controller's questions on the person's page, each as the field {@code answer-<id>}. As with
 * the topics, only what differs from what the page showed was wished.
 */
final class AnswerSheet {

  private static final String FIELD = "answer-";
  private static final String SHOWN = "shown-";

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

  /** What was posted and differs from what the page showed, by question. */
  Map<Long, String> changes() {
    return overview.asked().stream()
        .filter(asked -> isChanged(asked, posted(asked)))
        .collect(Collectors.toMap(asked -> asked.id().value(), this::posted));
  }

  private String posted(Asked asked) {
    return Changes.tidy(request.getParameter(FIELD + asked.id()));
  }

  private boolean isChanged(Asked asked, String answer) {
    String shown = request.getParameter(SHOWN + FIELD + asked.id());
    return shown != null
        && request.getParameter(FIELD + asked.id()) != null
        && !answer.equals(shown)
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
