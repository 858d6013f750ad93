package nl.voorkeur.kernel;

/** What sort of mail a topic is (requirements S4d, S6a to S6e). */
public enum TopicKind {
  NEWSLETTER,
  PROMOTION,
  UPDATE,
  SURVEY,
  /**
   * Belongs to a contract; carries no marketing; exempt from marketing opt-outs (requirement S6a).
   */
  SERVICE,
  /** Required by law; carries no marketing; exempt from marketing opt-outs (requirement S6b). */
  LEGAL_NOTICE;

  /** Whether article 11.7 of the Telecommunicatiewet and a marketing opt-out apply to it. */
  public boolean isMarketing() {
    return this != SERVICE && this != LEGAL_NOTICE;
  }
}
