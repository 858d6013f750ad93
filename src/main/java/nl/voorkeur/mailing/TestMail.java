package nl.voorkeur.mailing;

import java.time.Instant;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.kernel.Language;

/**
 * A message with which a colleague tries a mailing out.
 *
 * @param status what the mail server said; empty while it waits
 */
public record TestMail(
    EmailAddress address, Language language, Instant askedAt, State state, String status) {

  /** Equal to the SQL type {@code test_mail_state}. */
  public enum State {
    WAITING,
    SENT,
    FAILED
  }
}
