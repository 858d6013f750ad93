package nl.voorkeur.mailing;

/** What the portal itself writes about. Equal to the SQL type {@code system_mail_kind}. */
enum SystemMailKind {
  /** Asks to confirm a sign-up; the subject is the sign-up. */
  CONFIRMATION,
  /** A fresh link to a person's own pages; the subject is the request. */
  LINK,
  /** Asks at a new mailbox to confirm a move there; the subject is the move. */
  MOVE,
  /** Tells the old mailbox that its owner moved; the subject is the move. */
  MOVED,
  /** Tells a person that their request was taken up; the subject is the case. */
  CASE_OPENED,
  /** Tells a person what came of their request; the subject is the case. */
  CASE_CLOSED,
  /** Tells a person where their data came from; the subject is the import. */
  SOURCE_NOTICE
}
