package nl.voorkeur.mailing;

import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** Markdown as HTML, which still has to be cleaned. */
final class Markdown {

  private static final Parser PARSER = Parser.builder().build();
  private static final HtmlRenderer RENDERER = HtmlRenderer.builder().build();

  private Markdown() {}

  /** The places inside of a link's address are taken out here, before it is encoded. */
  static String html(String marked, Slots slots) {
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
        });
    return RENDERER.render(parsed);
  }

  /** The text such that Markdown shows it as it is. */
  static String literally(String text) {
    return text.replaceAll("\\s+", " ").replaceAll("([\\p{Punct}])", "\\\\$1");
  }
}
