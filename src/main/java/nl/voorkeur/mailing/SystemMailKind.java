package nl.voorkeur.mailing;

/** What the portal itself writes about. Equal to the SQL type {@code system_mail_kind}. */
enum SystemMailKind {
  /** Asks to confirm a sign-up; the subject is the sign-up. */
  CONFIRMATION
}
