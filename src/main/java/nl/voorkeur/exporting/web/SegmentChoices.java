package nl.voorkeur.exporting.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import nl.voorkeur.catalogue.Desk;
import nl.voorkeur.catalogue.Question;
import nl.voorkeur.catalogue.Questions;
import nl.voorkeur.exporting.Segment;
import nl.voorkeur.platform.faces.PageLanguage;
import nl.voorkeur.platform.faces.Parameters;

/**
 * The answers by which a list may be selected, those to questions that offer choices. In the
 * address a question and a line of its choices stand for an answer, whatever the language.
 */
@Named
@RequestScoped
public class SegmentChoices {

  @Inject private Questions questions;
  @Inject private Desk desk;
  @Inject private Parameters parameters;
  @Inject private PageLanguage language;
  @Inject private ExportWords words;

  private List<Question> all;

  /** One question. */
  public record Group(String name, String legend, List<Box> boxes) {}

  /** One answer to it. */
  public record Box(String value, String label, boolean ticked) {}

  /** A field of the form that hands on what was chosen. */
  public record Hidden(String name, String value) {}

  private List<Question> asked() {
    if (all == null) {
      all =
          questions.all(desk.id()).stream()
              .filter(one -> !one.text(language.getCurrent()).choices().isEmpty())
              .toList();
    }
    return all;
  }

  private static String name(Question question) {
    return "answer_" + question.id();
  }

  private Set<Long> lines(Question question) {
    return Set.copyOf(parameters.numbers(name(question)));
  }

  public List<Group> getGroups() {
    return asked().stream().map(this::group).toList();
  }

  private Group group(Question question) {
    Question.Text text = question.text(language.getCurrent());
    Set<Long> ticked = lines(question);
    return new Group(
        name(question),
        question.profiling() ? words.of("filter.question.profiling", text.label()) : text.label(),
        IntStream.rangeClosed(1, text.choices().size())
            .mapToObj(
                line ->
                    new Box(
                        Integer.toString(line),
                        text.choices().get(line - 1),
                        ticked.contains((long) line)))
            .toList());
  }

  public List<Hidden> getHidden() {
    return asked().stream()
        .flatMap(one -> lines(one).stream().map(line -> new Hidden(name(one), Long.toString(line))))
        .toList();
  }

  /** What was chosen, as answers are kept: in the controller's default language. */
  List<Segment> wanted() {
    List<Segment> segments = new ArrayList<>();
    for (Question one : asked()) {
      List<String> kept = one.text(desk.controller().defaultLanguage()).choices();
      List<String> answers =
          lines(one).stream()
              .filter(line -> line >= 1 && line <= kept.size())
              .sorted()
              .map(line -> kept.get((int) (line - 1)))
              .limit(Segment.MOST_ANSWERS)
              .toList();
      if (!answers.isEmpty()) {
        segments.add(new Segment(one.id(), answers, one.profiling()));
      }
    }
    return segments;
  }
}
