package nl.voorkeur.privacy;

import java.util.List;
import java.util.Map;
import nl.voorkeur.kernel.Language;

/**
 * The statement as it would be published now.
 *
 * @param texts by language, as Markdown
 * @param findings one for each clause
 * @param isNew whether it says something else than what is published
 */
public record Draft(Map<Language, String> texts, List<Finding> findings, boolean isNew) {

  public Draft {
    texts = Map.copyOf(texts);
    findings = List.copyOf(findings);
  }

  /** What has to be put right before anything is published. */
  public List<Finding> blocking() {
    return findings.stream().filter(Finding::isBlocking).toList();
  }

  /** How many clauses are in that state. */
  public long count(Finding.State state) {
    return findings.stream().filter(one -> one.state() == state).count();
  }
}
