package nl.voorkeur.permission;

/** What happened. Equal to the SQL type {@code ledger_kind}; bundle keys {@code ledger.X}. */
public enum LedgerKind {
  CONSENT_REQUESTED,
  CONSENT_GIVEN,
  CONSENT_RENEWED,
  CONSENT_REFUSED,
  CONSENT_EXPIRED,
  SOFT_OPT_IN,
  CONTRACT,
  LEGAL_OBLIGATION,
  LEGITIMATE_INTEREST,
  WITHDRAWAL,
  OBJECTION,
  PROFILING_OBJECTION,
  PROFILING_ALLOWED,
  RESTRICTION,
  RESTRICTION_LIFTED,
  PAUSE,
  PAUSE_ENDED,
  /** At most so many messages a week or month, as the person wishes. */
  FREQUENCY,
  FREQUENCY_ENDED,
  SUPPRESSION,
  SUPPRESSION_LIFTED,
  BOUNCE,
  BOUNCE_LIFTED,
  COMPLAINT,
  UNDER_AGE,
  OF_AGE,
  ADDRESS_CHANGE,
  MERGE,
  ERASURE,
  /** This mailbox was erased or left before: only its owner brings it back. */
  ERASED_EARLIER,
  /** What an import gave is taken back; what the person did themselves stays. */
  UNDONE,
  /** We may see what the person opens and clicks, where the controller wants to. */
  TRACKING_ALLOWED,
  TRACKING_REFUSED
}
