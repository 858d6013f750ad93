package nl.voorkeur.importing;

/** Why a file can't be checked as asked. Bundle keys {@code plan.X}. */
public enum PlanFault {
  /** The bytes don't say which encoding it is, and nobody else did. */
  CHARSET_MISSING,
  /** The bytes are not in the encoding that was chosen. */
  CHARSET_WRONG,
  KIND_MISSING,
  ADDRESS_COLUMN_MISSING,
  FIELD_TWICE,
  FIELD_OF_OTHER_KIND,
  TOPIC_MISSING,
  TOPIC_WITHOUT_MEANING,
  /** Not a topic of this controller. */
  TOPIC_UNKNOWN,
  /** Soft opt-in is only for what the controller itself sells (requirement T3). */
  TOPIC_NOT_OWN_PRODUCTS,
  /** Data from somebody else need the day on which they came (GDPR art. 14(3)). */
  OBTAINED_MISSING,
  OBTAINED_INVALID,
  /** Not an agreement of this controller that is in force today. */
  AGREEMENT_UNKNOWN,
  /** It is being checked or imported, or that is over. */
  TOO_LATE
}
