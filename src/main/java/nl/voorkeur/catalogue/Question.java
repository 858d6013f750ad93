package nl.voorkeur.catalogue;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.kernel.QuestionId;

/**
 * What a controller asks people about themselves; nobody has to answer.
 *
 * @param profiling whether mail is fitted to the answer
 * @param open whether it is asked now; what was answered to a closed one stays until erased
 * @param version counts the changes
 * @param texts in the controller's default language at least
 */
public record Question(
    QuestionId id, boolean profiling, boolean open, long version, Map<Language, Text> texts) {

  /**
   * How it reads in one language.
   *
   * @param choices by line the same in every language; none asks for a line of one's own
   */
  public record Text(String label, List<String> choices) {
    public Text {
      label = label.strip();
      choices = List.copyOf(choices);
      if (label.isEmpty()) {
        throw new IllegalArgumentException("a question has words");
      }
    }
  }

  public Question {
    texts = Map.copyOf(texts);
    if (texts.isEmpty()
        || texts.values().stream().map(text -> text.choices().size()).distinct().count() > 1) {
      throw new IllegalArgumentException("a question offers the same choices in every language");
    }
  }

  /** In a language; in another when it has none in that one. */
  public Text text(Language language) {
    Text wanted = texts.get(language);
    return wanted == null ? new EnumMap<>(texts).values().iterator().next() : wanted;
  }
}
