package nl.voorkeur.platform.faces;

/**
 * One answer of several.
 *
 * @param code the value that the form posts
 * @param dated whether a date belongs to it
 */
public record RadioChoice(String code, String label, boolean dated) {

  /** One that needs nothing more. */
  public RadioChoice(String code, String label) {
    this(code, label, false);
  }
}
