package nl.voorkeur.importing;

/**
 * Why a record is refused, besides what may be wrong with its address ({@link
 * nl.voorkeur.kernel.AddressFault}). Bundle keys {@code refused.X}.
 */
public enum Refusal {
  /** Not as many columns as the headings. */
  COLUMN_COUNT,
  /** One of the four facts of soft opt-in is missing (requirement T3). */
  EVIDENCE_INCOMPLETE,
  /** Never confirmed the sign-up. */
  NOT_CONFIRMED,
  /** A date that is none, or lies in the future. */
  DATE_INVALID,
  /** Looks like a hash, and is neither SHA-256 nor MD5. */
  HASH_INVALID,
  /** The other system says that this person gets mail, in a file of people who stopped. */
  NOT_OUT,
  /** A status that we don't know. */
  STATUS_UNKNOWN,
  /** Nobody said from whom the data come. */
  SOURCE_MISSING,
  /** We act for a client, and no agreement in force covers the file (requirement S5d). */
  AGREEMENT_MISSING
}
