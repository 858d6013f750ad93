package nl.voorkeur.importing;

/** From whom the data come. Equal to values of {@code import_batch.source_kind}. */
public enum Source {
  /** The people gave them to this controller themselves (GDPR art. 13). */
  DIRECT,
  /** A client, who is the controller, hands them over under an agreement (GDPR art. 28). */
  CLIENT,
  /** Somebody else: the people must be told within a month (GDPR art. 14). */
  OTHER
}
