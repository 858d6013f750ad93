package nl.voorkeur.signup;

/** What came of somebody's confirmation. */
public enum Confirmation {
  /** It holds from now on. */
  DONE,
  /** It was confirmed before; nothing changed. */
  DONE_BEFORE,
  /** It came too late, or there is no such sign-up any more; nothing changed. */
  TOO_LATE
}
