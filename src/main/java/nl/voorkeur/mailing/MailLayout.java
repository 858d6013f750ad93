package nl.voorkeur.mailing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.voorkeur.kernel.Language;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Entities;

/**
 * The page around a mail: a column of tables whose looks are written into each element, so that it
 * reads well where a style sheet is stripped, and dark where the reader's screen is.
 */
final class MailLayout {

  private static final Pattern PLACE = Pattern.compile("\\$\\{(\\w+)}");

  /** By these classes a layout says how an element looks on a dark screen. */
  private static final Map<String, String> CLASSES =
      Map.ofEntries(
          Map.entry("p", "ink"),
          Map.entry("ul", "ink"),
          Map.entry("ol", "ink"),
          Map.entry("li", "ink"),
          Map.entry("td", "ink"),
          Map.entry("th", "ink"),
          Map.entry("h1", "ink h1"),
          Map.entry("h2", "ink"),
          Map.entry("h3", "ink"),
          Map.entry("h4", "ink"),
          Map.entry("a", "link"),
          Map.entry("hr", "rule"),
          Map.entry("blockquote", "rule"),
          Map.entry("code", "ink"),
          Map.entry("pre", "ink"));

  private final String page;

  /**
   * @param page the layout, with places such as <code>${content}</code>
   */
  MailLayout(String page) {
    this.page = page;
  }

  /** What a new layout begins as, and the one of every mail that has no other. */
  static String usual() {
    try (InputStream page = MailLayout.class.getResourceAsStream("letter.html")) {
      return new String(page.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Puts the pieces together; each of them is HTML already. */
  String page(
      Language language,
      String title,
      String preheader,
      String sender,
      String about,
      String content,
      String foot) {
    Map<String, String> pieces =
        Map.of(
            "lang",
            language.code(),
            "title",
            title,
            "preheader",
            preheader.isBlank()
                ? ""
                : "<div style=\"display:none;max-height:0;overflow:hidden;mso-hide:all;\">"
                    + preheader
                    + "</div>\n",
            "sender",
            sender,
            "about",
            about,
            "content",
            content,
            "foot",
            foot);
    return InlineStyles.write(
        PLACE
            .matcher(page)
            .replaceAll(
                place -> Matcher.quoteReplacement(pieces.getOrDefault(place.group(1), ""))));
  }

  /**
   * The content with the classes of its elements. A paragraph that holds one strong link and
   * nothing else becomes a button.
   */
  static String content(Document document) {
    for (Element element : document.body().getAllElements()) {
      String classes = CLASSES.get(element.normalName());
      if (classes != null) {
        element.addClass(classes);
      }
    }
    document.select("p > strong:only-child > a:only-child").stream()
        .filter(link -> link.text().strip().equals(link.closest("p").text().strip()))
        .forEach(link -> link.attr("class", "btn"));
    return document.body().html();
  }

  static String escape(String text) {
    return Entities.escape(text);
  }
}
