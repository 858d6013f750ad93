package nl.voorkeur.importing;

/**
 * What becomes of one record. Equal to the SQL type {@code import_outcome}; bundle keys {@code
 * outcome.X}.
 */
public enum Outcome {
  /** A recipient we didn't know, with the permission. */
  NEW,
  /** A recipient we knew gets the permission on a topic at least. */
  KNOWN,
  /** Known from now on, without a ground: not mailed. */
  UNPROVEN,
  /** All that the record says holds already. */
  UNCHANGED,
  /** The person said no before: that stands. */
  KEPT_OUT,
  /** Recorded, yet on a suppression list or without a mailbox: not mailed. */
  SUPPRESSED,
  /** Stops, as the record says. */
  OPTED_OUT,
  /** Stops all marketing, as the record is a complaint. */
  COMPLAINT,
  /** The other system found no mailbox there: not mailed. */
  BOUNCED,
  /** Had stopped already. */
  ALREADY_OUT,
  LISTED,
  ALREADY_LISTED,
  /** Was erased or left by its owner, who alone may bring it back; not kept. */
  ERASED,
  /** Another record of the same mailbox in this file counts. */
  MERGED,
  /** Not imported, for a reason. */
  REFUSED
}
