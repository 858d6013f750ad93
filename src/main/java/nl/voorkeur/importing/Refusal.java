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
  HASH_INVALID
}
