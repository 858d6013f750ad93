package nl.voorkeur.platform.text;

import java.text.MessageFormat;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import nl.voorkeur.kernel.Language;

/**
 * The words of one bundle in one language. A key that is missing is a defect, held by a test over
 * all bundles.
 */
public final class Texts {

  private static final Object[] NONE = {};

  private static final Pattern TWO_STOPS = Pattern.compile("(\\p{L}\\.)\\.(?!\\.)");

  private static final ResourceBundle.Control NO_FALLBACK =
      ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

  /** Each read once: a page asks for dozens of texts, and a format takes long to be understood. */
  private static final Map<String, Texts> READ = new ConcurrentHashMap<>();

  private final Language language;
  private final ResourceBundle bundle;
  private final Map<String, Phrase> phrases = new ConcurrentHashMap<>();

  private Texts(Language language, ResourceBundle bundle) {
    this.language = language;
    this.bundle = bundle;
  }

  /**
   * @param bundle the name of the files in {@code nl/voorkeur/i18n}, such as {@code Mail}
   */
  public static Texts of(String bundle, Language language) {
    return READ.computeIfAbsent(bundle + language, any -> read(bundle, language));
  }

  private static Texts read(String bundle, Language language) {
    return new Texts(
        language,
        ResourceBundle.getBundle("nl.voorkeur.i18n." + bundle, language.locale(), NO_FALLBACK));
  }

  /** The text of a key that has no places to fill in, as the bundle has it. */
  public String plain(String key) {
    return bundle.getString(key);
  }

  /**
   * The text of a key, with its places {0}, {1} filled in by the rules of that language. A sentence
   * that ends in an abbreviation, as in "Mail van iMailo B.V.", has one full stop.
   */
  public String get(String key, Object... values) {
    return phrases.computeIfAbsent(key, this::phrase).with(values);
  }

  /**
   * A text that was understood. One without places is the same each time, and so is one with a
   * small number, as in "at most 2 a week", which a page offers again and again.
   */
  private record Phrase(
      MessageFormat format, boolean hasPlaces, String bare, Map<Integer, String> counted) {

    String with(Object... values) {
      if (!hasPlaces) {
        return bare;
      }
      return values.length == 1 && values[0] instanceof Integer number && isSmall(number)
          ? counted.computeIfAbsent(number, this::filled)
          : filled(values);
    }

    private static boolean isSmall(int number) {
      return number >= 0 && number < 100;
    }

    private String filled(Object... values) {
      // a copy, as a format serves one thread at a time
      return tidy(((MessageFormat) format.clone()).format(values));
    }

    private static String tidy(String text) {
      return text.contains("..") ? TWO_STOPS.matcher(text).replaceAll("$1") : text;
    }
  }

  private Phrase phrase(String key) {
    MessageFormat format = new MessageFormat(bundle.getString(key), language.locale());
    boolean hasPlaces = format.getFormatsByArgumentIndex().length > 0;
    return new Phrase(
        format,
        hasPlaces,
        hasPlaces ? "" : Phrase.tidy(format.format(NONE)),
        new ConcurrentHashMap<>());
  }

  /** Whether there is such a key. */
  public boolean has(String key) {
    return bundle.containsKey(key);
  }

  public Language language() {
    return language;
  }
}
