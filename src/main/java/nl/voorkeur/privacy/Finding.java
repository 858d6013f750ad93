package nl.voorkeur.privacy;

import java.util.List;
import java.util.Optional;
import nl.voorkeur.kernel.Language;

/**
 * How it stands with one clause.
 *
 * @param gap what has to be done; there when, and only when, something is missing
 */
public record Finding(Clause clause, State state, Optional<Gap> gap) {

  /** Whether a clause is in the statement. */
  public enum State {
    SAID,
    /** It does not hold for this controller, and the controller said so. */
    NOT_APPLICABLE,
    MISSING
  }

  /** What to do about a clause that is missing. */
  public enum Todo {
    /** Answer the question. */
    ANSWER,
    /** Say it in the languages in which it is missing. */
    TRANSLATE,
    /** Choose at least one of the options. */
    CHOOSE,
    /** Enter a processor in the register, or say that there is none. */
    REGISTER,
    /** Enter a processor for counting visits, or say that nothing is counted. */
    REGISTER_ANALYTICS,
    /** The register has processors, and the answer is that there are none. */
    CONTRADICTION,
    /** Enter what makes a transfer lawful. */
    SAFEGUARD,
    /** Enter an agreement that is in force. */
    AGREEMENT,
    /** Enter what the processor does. */
    DUTY,
    /** Enter where its policy is. */
    POLICY,
    /** Enter whether it uses data for itself. */
    OWN_USE,
    /** Enter to whom it passes data on. */
    ONWARD,
    /** A topic is open whose purpose is not pursued. */
    PURPOSE,
    PUBLISH,
    PUBLISH_AGAIN
  }

  /**
   * What is missing.
   *
   * @param question which one has to be answered, if it is a matter of that
   * @param languages those in which a sentence is missing
   * @param name of the processor it is about
   */
  public record Gap(Todo todo, Optional<Question> question, List<Language> languages, String name) {

    public Gap {
      languages = List.copyOf(languages);
    }

    /**
     * Whether data would leave the EEA without a safeguard (GDPR art. 44), or a version would say
     * less in one language than in another.
     */
    boolean isBlocking() {
      return todo == Todo.SAFEGUARD || !languages.isEmpty();
    }
  }

  static Finding said(Clause clause) {
    return new Finding(clause, State.SAID, Optional.empty());
  }

  static Finding notApplicable(Clause clause) {
    return new Finding(clause, State.NOT_APPLICABLE, Optional.empty());
  }

  static Finding missing(Clause clause, Gap gap) {
    return new Finding(clause, State.MISSING, Optional.of(gap));
  }

  /** Whether nothing is published as long as it is so. */
  public boolean isBlocking() {
    return gap.filter(Gap::isBlocking).isPresent();
  }
}
