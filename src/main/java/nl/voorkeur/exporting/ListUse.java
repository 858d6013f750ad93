package nl.voorkeur.exporting;

/** What a list is for. Equal to the SQL type {@code list_use}. */
public enum ListUse {
  /** The mail that people said yes to, sent by the receiver in the controller's name. */
  MAIL,
  /** To the controller itself, or to another processor that takes over. */
  HAND_OVER,
  /** Post on paper. */
  POST,
  RESEARCH,
  /** Finding the same people, or people like them, at somebody who shows advertisements. */
  ADVERTISING;

  /** Whether it needs the topic to say so, as people said yes to mail alone (GDPR art. 5(1)(b)). */
  public boolean mustBeDeclared() {
    return this != MAIL && this != HAND_OVER;
  }
}
