package nl.voorkeur.mailing;

import java.util.regex.Pattern;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;

/**
 * Markdown as clean HTML. Whatever HTML an author wrote in it goes through a sanitiser with a short
 * list: no scripts, styles, forms or images, and links to the web or to mail only (ASVS 1.3.1).
 */
final class Markdown {

  private static final Parser PARSER = Parser.builder().build();
  private static final HtmlRenderer RENDERER = HtmlRenderer.builder().build();
  private static final PolicyFactory CLEAN =
      new HtmlPolicyBuilder()
          .allowElements(
              "p",
              "br",
              "hr",
              "h1",
              "h2",
              "h3",
              "strong",
              "em",
              "b",
              "i",
              "ul",
              "ol",
              "li",
              "blockquote",
              "code",
              "pre",
              "a",
              "sup",
              "sub")
          .allowUrlProtocols("https", "http", "mailto")
          .allowAttributes("href")
          .onElements("a")
          .allowAttributes("start")
          .matching(Pattern.compile("\\d{1,4}"))
          .onElements("ol")
          .toFactory();

  private Markdown() {}

  /**
   * The text as an HTML document whose body holds it. Places inside of a link's address are taken
   * out: what we know of a person never gets into an address (promise 8).
   */
  static Document render(String marked, Slots slots) {
    Node parsed = PARSER.parse(marked);
    parsed.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Link link) {
            if (slots.areIn(link.getDestination())) {
              link.setDestination("");
            }
            visitChildren(link);
          }

          @Override
          public void visit(Image image) {
            image.unlink();
          }
        });
    Document document = Jsoup.parseBodyFragment(CLEAN.sanitize(RENDERER.render(parsed)));
    document.select("a[href]").stream()
        .filter(link -> slots.areIn(link.attr("href")))
        .forEach(link -> link.removeAttr("href"));
    document.outputSettings().prettyPrint(false);
    return document;
  }

  /** The text such that Markdown shows it as it is. */
  static String literally(String text) {
    return text.replaceAll("\\s+", " ").replaceAll("([\\p{Punct}])", "\\\\$1");
  }
}
