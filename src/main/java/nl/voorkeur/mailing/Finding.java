package nl.voorkeur.mailing;

import java.util.Optional;
import nl.voorkeur.kernel.Language;

/**
 * Something about a mailing that is not right yet, or that one should know.
 *
 * @param detail what exactly, such as the name of a field or the code of a denial; may be empty
 * @param language of the text that it is about; without one it is about the whole mailing
 */
public record Finding(Kind kind, String detail, Optional<Language> language) {

  /** Bundle keys {@code finding.X}. */
  public enum Kind {
    SUBJECT_MISSING(true),
    BODY_MISSING(true),
    /** A field in braces that doesn't exist. */
    UNKNOWN_FIELD(true),
    /** A merge field inside of a link's address: personal data would get into a URL. */
    FIELD_IN_ADDRESS(true),
    /** A picture that the controller doesn't have, or that is somewhere else (promise 8). */
    UNKNOWN_IMAGE(true),
    /** The address of a link can't be one. */
    LINK_BROKEN(true),
    /** The whole topic may not be mailed; the detail is the reason's code. */
    TOPIC_BLOCKED(true),
    /** Telecommunicatiewet art. 11.7(7), requirement T4. */
    POSTAL_ADDRESS_MISSING(true),
    /** The mail doesn't show who sends it and where they are (requirement T4). */
    IDENTITY_MISSING(true),
    /** No visible link to stop in both parts (Telecommunicatiewet art. 11.7(4)). */
    STOP_LINK_MISSING(true),
    PREFERENCES_LINK_MISSING(true),
    /** The text part says nothing. */
    TEXT_MISSING(true),
    /** Over 100 kB; some mail programs cut it off. */
    LARGE(false),
    /** A picture without words for who doesn't see it. */
    ALT_MISSING(false),
    /** A link whose words are missing. */
    LINK_EMPTY(false),
    LINK_INSECURE(false),
    /** A field with nothing to stand in for a name that we don't know. */
    FIELD_WITHOUT_FALLBACK(false),
    /** What a mail may not hold was taken out. */
    CLEANED(false),
    /** A language of the controller's without a text; its readers get the fallback. */
    LANGUAGE_MISSING(false),
    /** Readers who agree get counted links; the preview shows the bare ones. */
    TRACKED(false);

    private final boolean stops;

    Kind(boolean stops) {
      this.stops = stops;
    }
  }

  static Finding of(Kind kind, String detail) {
    return new Finding(kind, detail, Optional.empty());
  }

  static Finding in(Language language, Kind kind, String detail) {
    return new Finding(kind, detail, Optional.of(language));
  }

  /** Whether the mailing may not go out like this. */
  public boolean stops() {
    return kind.stops;
  }
}
