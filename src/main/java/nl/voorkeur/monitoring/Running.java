package nl.voorkeur.monitoring;

import nl.voorkeur.kernel.MailingId;

/**
 * A mailing under way.
 *
 * @param finished how many of the audience have their ending
 */
public record Running(MailingId id, String subject, boolean paused, long audience, long finished) {

  /** In whole percents, rounded down, so that 100 means done. */
  public int percent() {
    return audience == 0 ? 0 : (int) (100 * finished / audience);
  }
}
