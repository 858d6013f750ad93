package nl.voorkeur.platform.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Image;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jsoup.Jsoup;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;

/**
 * Markdown for pages: as clean HTML, as bare text, and the other way round, a value such that
 * Markdown shows it as it is. HTML written in it is shown, not obeyed, and whatever comes out goes
 * through a sanitiser with a short list besides (ASVS 1.3.1).
 */
public final class Marked {

  private static final Parser PARSER = Parser.builder().build();
  private static final HtmlRenderer HTML = HtmlRenderer.builder().escapeHtml(true).build();
  private static final PolicyFactory CLEAN =
      new HtmlPolicyBuilder()
          .allowElements("p", "h2", "h3", "strong", "em", "ul", "ol", "li", "a")
          .allowUrlProtocols("https", "http", "mailto")
          .allowAttributes("href")
          .onElements("a")
          .toFactory();

  /** Line ends, control characters, and marks that would turn the text around them. */
  private static final Pattern GAP =
      Pattern.compile("[\\s\\p{Cc}\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]+");

  private static final Pattern MEANT = Pattern.compile("[\\\\`*_{}\\[\\]<>#+\\-!|&~=^]");
  private static final Pattern NUMBER = Pattern.compile("^(\\d+)([.)])");

  private Marked() {}

  /** The text as HTML that may stand in a page. */
  public static String html(String marked) {
    return CLEAN.sanitize(HTML.render(parsed(marked)));
  }

  /** The text without its marks, in one line. */
  public static String bare(String marked) {
    return Jsoup.parseBodyFragment(html(marked)).text();
  }

  /** The value such that Markdown shows it as it is, in one line. */
  public static String literally(String value) {
    String line = GAP.matcher(value).replaceAll(" ").strip();
    String escaped = MEANT.matcher(line).replaceAll("\\\\$0");
    Matcher number = NUMBER.matcher(escaped);
    return number.replaceFirst("$1\\\\$2");
  }

  private static Node parsed(String marked) {
    Node parsed = PARSER.parse(marked);
    parsed.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Image image) {
            image.unlink();
          }
        });
    return parsed;
  }
}
