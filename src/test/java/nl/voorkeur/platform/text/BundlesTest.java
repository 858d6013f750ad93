package nl.voorkeur.platform.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.voorkeur.kernel.AddressFault;
import nl.voorkeur.kernel.Denial;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.kernel.LegalBasis;
import nl.voorkeur.kernel.TopicKind;
import nl.voorkeur.permission.LedgerKind;
import nl.voorkeur.permission.Route;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every text exists in every language, with the same places to fill in. */
class BundlesTest {

  private static final Path FOLDER = Path.of("src/main/resources/nl/voorkeur/i18n");
  private static final Pattern PLACE = Pattern.compile("\\{(\\d+|[a-zA-Z]+\\})");

  /** A place that a PrimeFaces widget fills in, such as {startRecord}. */
  private static final Pattern WIDGETS_PLACE = Pattern.compile("\\{[a-zA-Z]+\\}");

  /** A place that a widget of the staff pages fills in itself, such as the range of a pager. */
  private static final Pattern NAMED_PLACE = Pattern.compile("\\{([a-zA-Z]+)\\}");

  @TestFactory
  Stream<DynamicTest> everyBundleIsWholeInEveryLanguage() throws IOException {
    Set<String> names;
    try (Stream<Path> files = Files.list(FOLDER)) {
      names =
          files
              .map(file -> file.getFileName().toString())
              .peek(
                  name ->
                      assertTrue(name.matches("[A-Z][A-Za-z]*_(nl|en|de|fr)\\.properties"), name))
              .map(name -> name.split("_")[0])
              .collect(Collectors.toCollection(TreeSet::new));
    }
    assertTrue(names.contains("Messages"));
    return names.stream()
        .flatMap(
            name ->
                Arrays.stream(Language.values())
                    .map(
                        language ->
                            DynamicTest.dynamicTest(
                                name + " " + language, () -> check(name, language))));
  }

  private static void check(String name, Language language) {
    Properties dutch = read(name, Language.NL);
    Properties other = read(name, language);
    assertEquals(new TreeSet<>(dutch.keySet()), new TreeSet<>(other.keySet()));
    for (String key : dutch.stringPropertyNames()) {
      String text = other.getProperty(key);
      String where = name + " " + language + " " + key;
      assertFalse(text.isBlank(), where);
      assertEquals(text.strip(), text, where);
      assertFalse(text.contains("'"), where + ": write ’");
      assertFalse(text.contains("!"), where + ": no exclamation marks");
      assertEquals(places(dutch.getProperty(key)), places(text), where);
      assertFalse(
          new MessageFormat(NAMED_PLACE.matcher(text).replaceAll("_"), language.locale())
              .toPattern()
              .isEmpty(),
          where);
    }
  }

  private static Set<String> places(String text) {
    Set<String> places = new HashSet<>();
    Matcher place = PLACE.matcher(text);
    while (place.find()) {
      places.add(place.group(1));
    }
    NAMED_PLACE.matcher(text).results().forEach(named -> places.add(named.group(1)));
    return places;
  }

  /** A code without a word would show itself to people. */
  @Test
  void everyCodeHasAWord() {
    Properties words = read("Reasons", Language.NL);
    assertTrue(words.keySet().containsAll(keys("denied.", Denial.values())));
    assertTrue(words.keySet().containsAll(keys("you.", Denial.values())));
    assertTrue(words.keySet().containsAll(keys("law.", Denial.values())));
    assertTrue(words.keySet().containsAll(keys("basis.", LegalBasis.values())));
    assertTrue(words.keySet().containsAll(keys("kind.", TopicKind.values())));
    assertTrue(words.keySet().containsAll(keys("address.", AddressFault.values())));
    assertTrue(words.keySet().containsAll(keys("ledger.", LedgerKind.values())));
    assertTrue(words.keySet().containsAll(keys("route.", Route.values())));
    assertTrue(words.keySet().containsAll(keys("language.", Language.values())));
  }

  private static Set<String> keys(String prefix, Enum<?>[] codes) {
    return Arrays.stream(codes).map(code -> prefix + code.name()).collect(Collectors.toSet());
  }

  /** A key that is there twice hides one of its texts. */
  @Test
  void noKeyStandsTwice() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.toList()) {
        Set<String> seen = new HashSet<>();
        for (String line : Files.readAllLines(file)) {
          if (!line.isBlank() && !line.startsWith("#") && line.contains("=")) {
            String key = line.substring(0, line.indexOf('=')).strip();
            assertTrue(seen.add(key), file.getFileName() + " " + key);
          }
        }
      }
    }
  }

  private static Properties read(String name, Language language) {
    Path file = FOLDER.resolve(name + "_" + language.code() + ".properties");
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      Properties texts = new Properties();
      texts.load(reader);
      return texts;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
