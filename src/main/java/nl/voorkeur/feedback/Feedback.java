package nl.voorkeur.feedback;

import java.time.Instant;
import java.util.Optional;

/**
 * One thing that was reported about one message.
 *
 * @param event what tells it from any other report by the same teller
 * @param at when it happened, if that was said
 * @param status the enhanced status code (RFC 3463), if one was given
 */
public record Feedback(
    String event, Kind kind, Optional<Instant> at, Optional<String> status, Reference about) {

  /** What it means for the person. Equal to the SQL type {@code feedback_kind}. */
  public enum Kind {
    /** There is no such mailbox (requirement B5). */
    HARD_BOUNCE,
    /** The mailbox takes nothing for now. */
    SOFT_BOUNCE,
    /** It came back for another reason, such as a policy: not the person's doing. */
    OTHER_BOUNCE,
    COMPLAINT;

    private static final java.util.regex.Pattern GONE =
        java.util.regex.Pattern.compile("5\\.1\\.(1|2|3|6|10)");

    private static final java.util.regex.Pattern FOR_NOW =
        java.util.regex.Pattern.compile("4\\..*|5\\.2\\.2");

    /** The kind of a message that came back with that status. */
    public static Kind bounce(String status) {
      if (GONE.matcher(status).matches()) {
        return HARD_BOUNCE;
      }
      return FOR_NOW.matcher(status).matches() ? SOFT_BOUNCE : OTHER_BOUNCE;
    }
  }

  /** What became of a report. */
  public enum Outcome {
    /** The person's mail stops because of it. */
    APPLIED,
    /** It counts for its mailing, and changes nothing for the person. */
    COUNTED,
    /** It was told before. */
    KNOWN,
    /** We sent no such message. */
    UNKNOWN
  }
}
