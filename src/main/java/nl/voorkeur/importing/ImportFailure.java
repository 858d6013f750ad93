package nl.voorkeur.importing;

/** Why a file as a whole couldn't be read. Bundle keys {@code failure.X}. */
public enum ImportFailure {
  /** Bytes that the chosen encoding doesn't have. */
  ENCODING,
  /** A record without end: most likely a quote that is never closed. */
  RECORD_TOO_LONG,
  TOO_MANY_RECORDS,
  /** It went wrong again and again on our side. */
  OUTAGE
}
