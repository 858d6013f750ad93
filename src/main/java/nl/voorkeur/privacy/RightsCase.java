package nl.voorkeur.privacy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.OfController;
import nl.voorkeur.kernel.RecipientId;

/**
 * A request by somebody to use a right that can't be served at once. It is answered within a month,
 * or within three when it is said in time why that is not enough (GDPR art. 12(3)).
 *
 * @param asked what they want, in short
 * @param askedOn when they asked; the time to answer begins then
 * @param dueOn the last day on which it may be answered
 * @param extendedWhy why a month was not enough
 * @param closing how it ended
 */
public record RightsCase(
    long id,
    ControllerId controller,
    RecipientId recipient,
    Kind kind,
    Reached reached,
    Identity identity,
    String asked,
    LocalDate askedOn,
    LocalDate dueOn,
    Optional<String> extendedWhy,
    Optional<Closing> closing,
    String openedBy)
    implements OfController {

  /** Which right. Bundle keys: {@code right.X}. */
  public enum Kind {
    ACCESS,
    PORTABILITY,
    RECTIFICATION,
    ERASURE,
    RESTRICTION,
    OBJECTION,
    OTHER
  }

  /** How the person reached us. Bundle keys: {@code case.reached.X}. */
  public enum Reached {
    PHONE,
    MAIL,
    LETTER,
    VISIT
  }

  /** How staff made sure who it is (GDPR art. 12(6)). Bundle keys: {@code identity.X}. */
  public enum Identity {
    NOT_YET,
    KNOWN_FACTS,
    CALLED_BACK,
    OWN_MAILBOX,
    DOCUMENT_SEEN
  }

  /** What came of it. Bundle keys: {@code outcome.X}. */
  public enum Outcome {
    SERVED,
    PARTLY,
    REFUSED,
    WITHDRAWN,
    NOT_IDENTIFIED
  }

  /**
   * How a case ended.
   *
   * @param why what was done, or why not, which the person was told (GDPR art. 12(4))
   */
  public record Closing(Outcome outcome, String why, Instant at) {}

  /** Something that staff did about it. */
  public record Note(Instant at, String actor, String text) {}

  /** A case with what was done about it, oldest first. */
  public record File(RightsCase of, List<Note> notes) implements OfController {
    public File {
      notes = List.copyOf(notes);
    }

    @Override
    public ControllerId controller() {
      return of.controller();
    }
  }

  /** Which cases a list shows. Bundle keys: {@code cases.X}. */
  public enum Filter {
    OPEN("outcome IS NULL"),
    OVERDUE("outcome IS NULL AND due_on < :today"),
    CLOSED("outcome IS NOT NULL"),
    ALL("true");

    private final String condition;

    Filter(String condition) {
      this.condition = condition;
    }

    String condition() {
      return condition;
    }
  }

  public boolean isOpen() {
    return closing.isEmpty();
  }

  public boolean isOverdue(LocalDate today) {
    return isOpen() && dueOn.isBefore(today);
  }

  /** The last day of the month that GDPR art. 12(3) gives. */
  static LocalDate due(LocalDate askedOn) {
    return askedOn.plusMonths(1);
  }

  /** The last day once the two further months were taken. */
  static LocalDate extended(LocalDate askedOn) {
    return askedOn.plusMonths(3);
  }
}
