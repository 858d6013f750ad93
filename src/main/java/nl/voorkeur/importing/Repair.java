package nl.voorkeur.importing;

/**
 * What we put right in a cell because it can be read in one way only; told in the row's report.
 * Bundle keys {@code repair.X}.
 */
public enum Repair {
  /** Blanks around an address. */
  BLANKS,
  /** {@code mailto:} before an address. */
  MAILTO,
  /** A semicolon or comma after an address. */
  SEPARATOR,
  /** {@code name at example.org}: the word for the sign, with no sign in the cell. */
  AT_WORD,
  /** {@code Jan Jansen <jan@example.org>}. */
  DISPLAY_NAME,
  /** A line break or another control character in a name became a blank. */
  NAME_BLANKS,
  /** A name that had been encoded in UTF-8 twice. */
  NAME_ENCODING
}
