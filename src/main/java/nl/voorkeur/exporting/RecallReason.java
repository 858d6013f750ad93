package nl.voorkeur.exporting;

/** Why somebody must be dropped from a list. Bundle keys {@code recall.X}. */
public enum RecallReason {
  WITHDRAWN,
  OBJECTION,
  COMPLAINT,
  RESTRICTED,
  PAUSED,
  SUPPRESSED,
  BOUNCED,
  UNDER_AGE,
  /** The mailbox in the list was left for another one. */
  MOVED,
  EXPIRED,
  NO_PROFILING,
  ERASED;

  /** By the kind of the entry in the ledger. */
  static RecallReason of(String kind) {
    return switch (kind) {
      case "WITHDRAWAL", "CONSENT_REFUSED" -> WITHDRAWN;
      case "OBJECTION" -> OBJECTION;
      case "COMPLAINT" -> COMPLAINT;
      case "RESTRICTION" -> RESTRICTED;
      case "PAUSE" -> PAUSED;
      case "SUPPRESSION" -> SUPPRESSED;
      case "BOUNCE" -> BOUNCED;
      case "UNDER_AGE" -> UNDER_AGE;
      case "ADDRESS_CHANGE" -> MOVED;
      case "CONSENT_EXPIRED" -> EXPIRED;
      case "PROFILING_OBJECTION" -> NO_PROFILING;
      case "ERASURE" -> ERASED;
      default -> throw new IllegalArgumentException("recalls nobody: " + kind);
    };
  }

  /** Whether what the receiver holds of the person must go altogether (GDPR art. 17, 19). */
  public boolean isErasure() {
    return this == ERASED;
  }
}
