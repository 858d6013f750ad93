package nl.voorkeur.kernel;

import java.util.Locale;
import java.util.Optional;

/** The languages that every page and mail exists in. */
public enum Language {
  NL("Nederlands"),
  EN("English"),
  DE("Deutsch"),
  FR("Français");

  private final String ownName;

  Language(String ownName) {
    this.ownName = ownName;
  }

  /** The code of ISO 639-1 in lower case, also used in URLs and in the database. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The language's name in that language, as a switcher shows it. */
  public String ownName() {
    return ownName;
  }

  public Locale locale() {
    return Locale.forLanguageTag(code());
  }

  /**
   * The language of a tag such as {@code nl}, {@code nl-BE} or {@code NL}; empty when it is not one
   * of ours.
   */
  public static Optional<Language> of(String tag) {
    if (tag == null) {
      return Optional.empty();
    }
    String primary = tag.strip().toUpperCase(Locale.ROOT).split("[-_]", 2)[0];
    for (Language language : values()) {
      if (language.name().equals(primary)) {
        return Optional.of(language);
      }
    }
    return Optional.empty();
  }
}
