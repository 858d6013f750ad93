package nl.voorkeur.mailing;

/**
 * Something about a mailing that is not right yet.
 *
 * @param detail what exactly, such as the name of a field or the code of a denial; may be empty
 */
public record Finding(Kind kind, String detail) {

  /** Bundle keys {@code finding.X}. */
  public enum Kind {
    SUBJECT_MISSING(true),
    BODY_MISSING(true),
    /** A field in braces that doesn't exist. */
    UNKNOWN_FIELD(true),
    /** A merge field inside of a link's address: personal data would get into a URL. */
    FIELD_IN_ADDRESS(true),
    /** The whole topic may not be mailed; the detail is the reason's code. */
    TOPIC_BLOCKED(true),
    /** Telecommunicatiewet art. 11.7(7), requirement T4. */
    POSTAL_ADDRESS_MISSING(true),
    /** Over 100 kB; some mail programs cut it off. */
    LARGE(false);

    private final boolean stops;

    Kind(boolean stops) {
      this.stops = stops;
    }
  }

  static Finding of(Kind kind) {
    return new Finding(kind, "");
  }

  /** Whether the mailing may not go out like this. */
  public boolean stops() {
    return kind.stops;
  }
}
