package nl.voorkeur.mailing;

/**
 * What became of the wish to start a mailing at a moment to come. Bundle keys {@code schedule.X}.
 */
public enum ScheduleOutcome {
  SCHEDULED,
  /** That moment is over. */
  PAST,
  /** A second person has to approve it first. */
  NOT_APPROVED,
  /** It may not go out like this. */
  REFUSED,
  /** It was started, or waits for its start already. */
  NOT_A_DRAFT
}
