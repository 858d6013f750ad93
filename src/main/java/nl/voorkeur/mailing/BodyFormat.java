package nl.voorkeur.mailing;

/** How an author writes a message. Equal to the SQL type {@code body_format}. */
public enum BodyFormat {
  MARKDOWN,
  /** A piece of HTML; what is not on the sanitiser's list is taken out. */
  HTML
}
