package nl.voorkeur.mailing;

import com.helger.css.decl.CSSDeclaration;
import com.helger.css.decl.CSSSelector;
import com.helger.css.decl.CSSStyleRule;
import com.helger.css.decl.CascadingStyleSheet;
import com.helger.css.decl.ICSSTopLevelRule;
import com.helger.css.reader.CSSReader;
import com.helger.css.writer.CSSWriterSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Selector;

/**
 * Writes the rules of style sheets into the elements they are for, as many mail programs strip a
 * style sheet. What depends on the screen (media queries) or can't be written into an element stays
 * in a sheet.
 */
final class InlineStyles {

  private static final CSSWriterSettings AS_WRITTEN = new CSSWriterSettings(false);

  private static final CSSWriterSettings SHORT = new CSSWriterSettings(true);

  /** {@code :root}, {@code :hover} and the like depend on more than the element. */
  private static final Pattern DEPENDS = Pattern.compile(".*(:|\\[data-).*");

  private static final List<Rule> BASE = base();

  private InlineStyles() {}

  /** One selector with its declarations; a weightier one wins from those before it. */
  private record Rule(String selector, int weight, Map<String, String> declarations) {}

  private static List<Rule> base() {
    try (InputStream sheet = InlineStyles.class.getResourceAsStream("letter.css")) {
      return rules(parse(new String(sheet.readAllBytes(), StandardCharsets.UTF_8)).orElseThrow());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether every rule of a style sheet can be read. */
  static boolean isReadable(String sheet) {
    return parse(sheet).isPresent();
  }

  private static Optional<CascadingStyleSheet> parse(String sheet) {
    return Optional.ofNullable(CSSReader.readFromString(sheet));
  }

  /** The whole page with its styles in its elements. */
  static String write(String page) {
    Document document = Jsoup.parse(page);
    document.outputSettings().prettyPrint(false);
    List<Rule> rules = new ArrayList<>(BASE);
    for (Element style : document.select("style")) {
      parse(style.data()).ifPresent(sheet -> take(style, sheet, rules));
    }
    rules.sort((one, other) -> Integer.compare(one.weight(), other.weight()));
    Map<Element, Map<String, String>> looks = new LinkedHashMap<>();
    for (Rule rule : rules) {
      for (Element element : matching(document, rule.selector())) {
        rule.declarations()
            .forEach(
                (property, value) -> {
                  Map<String, String> look =
                      looks.computeIfAbsent(element, any -> new LinkedHashMap<>());
                  look.remove(property);
                  look.put(property, value);
                });
      }
    }
    looks.forEach(
        (element, look) -> element.attr("style", text(look) + element.attr("style").strip()));
    return document.outerHtml();
  }

  private static void take(Element style, CascadingStyleSheet sheet, List<Rule> rules) {
    rules.addAll(rules(sheet));
    String rest =
        sheet.getAllRules().stream()
            .filter(rule -> !isInlined(rule))
            .map(rule -> rule.getAsCSSString(SHORT, 0))
            .collect(Collectors.joining("\n"));
    if (rest.isBlank()) {
      style.remove();
    } else {
      style.empty().appendChild(new DataNode("\n" + rest + "\n"));
    }
  }

  private static boolean isInlined(ICSSTopLevelRule rule) {
    return rule instanceof CSSStyleRule style
        && style.getAllSelectors().stream()
            .noneMatch(selector -> DEPENDS.matcher(text(selector)).matches());
  }

  private static List<Rule> rules(CascadingStyleSheet sheet) {
    List<Rule> rules = new ArrayList<>();
    for (ICSSTopLevelRule each : sheet.getAllRules()) {
      if (isInlined(each)) {
        CSSStyleRule rule = (CSSStyleRule) each;
        Map<String, String> declarations = new LinkedHashMap<>();
        for (CSSDeclaration declaration : rule.getAllDeclarations()) {
          declarations.put(
              declaration.getProperty(), declaration.getExpression().getAsCSSString(AS_WRITTEN, 0));
        }
        for (CSSSelector selector : rule.getAllSelectors()) {
          rules.add(new Rule(text(selector), weight(text(selector)), declarations));
        }
      }
    }
    return rules;
  }

  private static String text(CSSSelector selector) {
    return selector.getAsCSSString(AS_WRITTEN, 0).strip();
  }

  /** Ids before classes and attributes before elements (Selectors level 3, s. 9). */
  private static int weight(String selector) {
    int ids = count(selector, '#');
    int classes = count(selector, '.') + count(selector, '[');
    int elements =
        (int) Pattern.compile("(^|[\\s>+~])[a-zA-Z]").matcher(selector).results().count();
    return ids * 10_000 + classes * 100 + elements;
  }

  private static int count(String text, char wanted) {
    return (int) text.chars().filter(each -> each == wanted).count();
  }

  private static List<Element> matching(Document document, String selector) {
    try {
      return document.select(selector);
    } catch (Selector.SelectorParseException unknown) {
      return List.of();
    }
  }

  private static String text(Map<String, String> look) {
    return look.entrySet().stream()
        .map(entry -> entry.getKey() + ":" + entry.getValue() + ";")
        .collect(Collectors.joining());
  }
}
