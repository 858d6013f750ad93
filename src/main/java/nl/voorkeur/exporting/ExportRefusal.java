package nl.voorkeur.exporting;

/** Why a list is not made. Bundle keys {@code refused.X}. */
public enum ExportRefusal {
  /** A topic is not one of the controller's. */
  TOPIC_UNKNOWN,
  /** A question that the list is selected by is not one of the controller's. */
  QUESTION_UNKNOWN,
  /** The receiver stands in no register of the controller (requirement S8d). */
  RECEIVER_UNKNOWN,
  /** The receiver has no agreement in force (requirement S8a, GDPR art. 28(3)). */
  NO_AGREEMENT,
  /** The receiver is outside the EEA without a recorded safeguard (requirement S10a). */
  NO_SAFEGUARD,
  /** A topic doesn't cover what the list is for (GDPR art. 5(1)(b)). */
  USE_NOT_COVERED,
  /** The receiver uses data for its own ends, and a topic doesn't cover that. */
  SHARING_NOT_COVERED
}
