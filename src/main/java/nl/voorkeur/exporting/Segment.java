package nl.voorkeur.exporting;

import java.util.List;
import nl.voorkeur.kernel.QuestionId;

/**
 * Those who gave one of some answers to a question of the controller.
 *
 * @param answers as they read in the controller's default language
 * @param profiling whether mail is fitted to the answer, so that selecting by it is profiling
 */
public record Segment(QuestionId question, List<String> answers, boolean profiling) {

  /** As many answers as one may name. */
  public static final int MOST_ANSWERS = 50;

  public Segment {
    answers = List.copyOf(answers);
    if (answers.isEmpty() || answers.size() > MOST_ANSWERS) {
      throw new IllegalArgumentException("a segment names 1 to " + MOST_ANSWERS + " answers");
    }
  }
}
