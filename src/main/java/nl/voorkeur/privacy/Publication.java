package nl.voorkeur.privacy;

/** What came of the wish to publish. */
public enum Publication {
  DONE,
  /** It would have said the same as the version in force. */
  UNCHANGED,
  /** Data would leave the EEA without a safeguard, or a sentence is missing in some language. */
  REFUSED
}
