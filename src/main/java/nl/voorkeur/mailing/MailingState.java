package nl.voorkeur.mailing;

/** How far a mailing is. Equal to the SQL type {@code mailing_state}. */
public enum MailingState {
  DRAFT,
  SENDING,
  PAUSED,
  DONE,
  CANCELLED
}
