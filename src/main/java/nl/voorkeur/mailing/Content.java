package nl.voorkeur.mailing;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.owasp.html.HtmlChangeListener;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;

/**
 * What an author wrote, as clean HTML. Whatever HTML stands in it goes through a sanitiser with a
 * list of what may stay: no scripts, forms or style sheets, and links to the web or to mail only
 * (ASVS 1.3.1).
 */
final class Content {

  /** What mail programs can show of a document; Markdown makes only a part of it. */
  private static final String[] ELEMENTS = {
    "p",
    "br",
    "hr",
    "h1",
    "h2",
    "h3",
    "h4",
    "strong",
    "em",
    "b",
    "i",
    "u",
    "s",
    "small",
    "span",
    "div",
    "center",
    "ul",
    "ol",
    "li",
    "blockquote",
    "code",
    "pre",
    "a",
    "sup",
    "sub",
    "img",
    "table",
    "thead",
    "tbody",
    "tfoot",
    "tr",
    "td",
    "th",
    "caption"
  };

  private static final Predicate<String> NUMBER = Pattern.compile("\\d{1,4}%?").asMatchPredicate();
  private static final Pattern COUNT = Pattern.compile("\\d{1,4}");
  private static final Pattern PLACE = Pattern.compile("left|center|right|top|middle|bottom");
  private static final Pattern COLOUR = Pattern.compile("#[0-9a-fA-F]{3,6}|[a-zA-Z]{3,20}");

  private static final PolicyFactory CLEAN =
      new HtmlPolicyBuilder()
          .allowElements(ELEMENTS)
          .allowWithoutAttributes("span", "div", "a")
          .allowUrlProtocols("https", "http", "mailto")
          .allowAttributes("href")
          .onElements("a")
          .allowAttributes("src", "alt")
          .onElements("img")
          .allowAttributes("start", "colspan", "rowspan", "border", "cellpadding", "cellspacing")
          .matching(COUNT)
          .globally()
          .allowAttributes("width", "height")
          .matching(NUMBER)
          .onElements("img", "table", "td", "th")
          .allowAttributes("align", "valign")
          .matching(PLACE)
          .globally()
          .allowAttributes("bgcolor")
          .matching(COLOUR)
          .onElements("table", "tr", "td", "th")
          .allowAttributes("lang", "dir", "title", "role", "scope")
          .globally()
          .allowStyling()
          .toFactory();

  private final Document document;
  private final Set<String> removed;

  private Content(Document document, Set<String> removed) {
    this.document = document;
    this.removed = removed;
  }

  /** The content of a mail in Markdown that holds no pictures. */
  static Content ofMarkdown(String marked, Slots slots) {
    return of(marked, BodyFormat.MARKDOWN, slots, Pictures.none());
  }

  /**
   * Places inside of a link's address are taken out: what we know of a person never gets into an
   * address (promise 8).
   *
   * @param marked with words for the places
   */
  static Content of(String marked, BodyFormat format, Slots slots, Pictures pictures) {
    String html = format == BodyFormat.MARKDOWN ? Markdown.html(marked, slots) : marked;
    Set<String> removed = new LinkedHashSet<>();
    String clean =
        CLEAN.sanitize(
            html,
            new HtmlChangeListener<Set<String>>() {
              @Override
              public void discardedTag(Set<String> context, String element) {
                context.add("<" + element + ">");
              }

              @Override
              public void discardedAttributes(
                  Set<String> context, String element, String... attributes) {
                for (String attribute : attributes) {
                  context.add(attribute);
                }
              }
            },
            removed);
    Document document = Jsoup.parseBodyFragment(clean);
    document.outputSettings().prettyPrint(false);
    document.select("a[href]").stream()
        .filter(link -> slots.areIn(link.attr("href")))
        .forEach(link -> link.removeAttr("href"));
    document.select("img").forEach(image -> show(image, slots, pictures));
    return new Content(document, removed);
  }

  private static void show(Element image, Slots slots, Pictures pictures) {
    Optional<Picture> picture =
        slots.areIn(image.attr("src")) ? Optional.empty() : pictures.show(image.attr("src"));
    if (picture.isEmpty()) {
      image.remove();
      return;
    }
    image.attr("src", pictures.address(picture.get()));
    if (image.attr("width").isEmpty()) {
      // some mail programs know no style: the width of the column at most
      image.attr("width", Integer.toString(Math.min(520, picture.get().width())));
    }
  }

  /** The document whose body holds it. */
  Document document() {
    return document;
  }

  /** What was taken out, as the names of elements and attributes. */
  Set<String> removed() {
    return removed;
  }
}
