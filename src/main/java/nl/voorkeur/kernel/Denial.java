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
  /** Only a legitimate interest is claimed, which never suffices for marketing (Tw art. 11.7). */
  LEGITIMATE_INTEREST_ONLY,
  NO_CONSENT,
  /** A customer, but of a topic or a kind of sale that the exception does not cover. */
  SOFT_OPT_IN_NOT_COVERED,
  CONSENT_EXPIRED,
  PAUSED,
  FREQUENCY_CAP
}
