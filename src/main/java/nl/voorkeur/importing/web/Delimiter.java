package nl.voorkeur.importing.web;

/** A delimiter, and what the bundle calls it. */
public enum Delimiter {
  SEMICOLON(';'),
  COMMA(','),
  TAB('\t'),
  BAR('|');

  private final char sign;

  Delimiter(char sign) {
    this.sign = sign;
  }

  char sign() {
    return sign;
  }
}
