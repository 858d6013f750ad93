package nl.voorkeur.mailing;

import java.util.Locale;
import java.util.Optional;

/**
 * What differs from one recipient to the next. The list is closed: nothing else is ever filled in.
 */
enum MergeField {
  FIRST_NAME(true),
  LAST_NAME(true),
  /** Why this person gets the mail. */
  WHY(false),
  UNSUBSCRIBE_URL(false),
  PREFERENCES_URL(false),
  /** The part of counted links that is a person's own. */
  RESPONSE_TOKEN(false);

  private final boolean forAuthors;

  MergeField(boolean forAuthors) {
    this.forAuthors = forAuthors;
  }

  /** The name that an author writes, such as {@code first_name}. */
  String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The field that an author means. */
  static Optional<MergeField> of(String code) {
    for (MergeField field : values()) {
      if (field.forAuthors && field.code().equals(code)) {
        return Optional.of(field);
      }
    }
    return Optional.empty();
  }
}
