package nl.voorkeur.privacy;

import java.text.Collator;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import nl.voorkeur.kernel.Language;

/** Countries by their code, and which of them are in the EEA. */
public final class Countries {

  private static final Set<String> ALL = Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2);

  /** The 27 of the European Union, and Iceland, Liechtenstein and Norway. */
  private static final Set<String> EEA =
      Set.of(
          "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE",
          "IS", "IT", "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK");

  private Countries() {}

  public static boolean isInEea(String country) {
    return EEA.contains(country);
  }

  public static boolean isKnown(String country) {
    return ALL.contains(country);
  }

  public static String name(String country, Language language) {
    return new Locale.Builder().setRegion(country).build().getDisplayCountry(language.locale());
  }

  /** All codes, by their names in that language. */
  public static List<String> byName(Language language) {
    Collator order = Collator.getInstance(language.locale());
    return Arrays.stream(Locale.getISOCountries())
        .sorted((one, other) -> order.compare(name(one, language), name(other, language)))
        .toList();
  }
}
