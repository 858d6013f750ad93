package nl.voorkeur.preference;

/** Why somebody stopped. Equal to the SQL type {@code leaving_reason}. */
public enum LeavingReason {
  TOO_MUCH,
  NOT_FOR_ME,
  NEVER_ASKED,
  OTHER_ADDRESS,
  OTHER
}
