package nl.voorkeur.kernel;

/**
 * Why a recipient may not be mailed, in order of precedence. Equal to the SQL type {@code denial}
 * and to the bundle keys {@code denied.X}.
 */
public enum Denial {
  ERASED,
  SUPPRESSED_COMPLAINT,
  SUPPRESSED,
  SUPPRESSED_BOUNCE,
  RESTRICTED,
  UNDER_AGE,
  OBJECTION,
  WITHDRAWN,
  NO_AGREEMENT,
  TOPIC_CLOSED,
  SENDER_UNVERIFIED,
  NOT_CONFIRMED,
  NO_CONSENT,
  CONSENT_EXPIRED,
  PAUSED,
  FREQUENCY_CAP
}
