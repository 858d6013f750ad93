package nl.voorkeur.mailing;

import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/** The text part of a mail, made from the same content as the HTML part, links written out. */
final class PlainText {

  private final StringBuilder out = new StringBuilder();

  private PlainText() {}

  static String of(Element body) {
    PlainText text = new PlainText();
    text.blocks(body, "");
    return text.out.toString().strip().replaceAll(" +\n", "\n").replaceAll("\n{3,}", "\n\n");
  }

  private void blocks(Element parent, String indent) {
    int number = parent.hasAttr("start") ? Integer.parseInt(parent.attr("start")) : 1;
    for (Node child : parent.childNodes()) {
      if (!(child instanceof Element element)) {
        if (!(child instanceof TextNode text) || !text.isBlank()) {
          inline(child);
        }
        continue;
      }
      switch (element.normalName()) {
        case "h1", "h2", "h3", "h4" -> heading(element, indent);
        case "div", "center", "table", "thead", "tbody", "tfoot", "tr" -> {
          out.append('\n');
          blocks(element, indent);
          out.append('\n');
        }
        case "td", "th", "caption" -> {
          blocks(element, indent);
          out.append(' ');
        }
        case "ul", "ol" -> {
          out.append('\n');
          blocks(element, indent);
          out.append('\n');
        }
        case "li" -> {
          String mark = parent.normalName().equals("ol") ? number++ + ". " : "- ";
          out.append('\n').append(indent).append(mark);
          blocks(element, indent + "  ");
        }
        case "blockquote" -> {
          out.append("\n\n").append(quoted(of(element)));
        }
        case "hr" -> out.append("\n\n").append(indent).append("----------\n");
        case "pre" -> out.append("\n\n").append(element.wholeText().stripTrailing()).append("\n");
        case "p" -> {
          if (!parent.normalName().equals("li") || element.previousElementSibling() != null) {
            out.append("\n\n").append(indent);
          }
          inlines(element);
        }
        default -> inline(element);
      }
    }
  }

  private void heading(Element element, String indent) {
    out.append("\n\n").append(indent);
    int start = out.length();
    inlines(element);
    int length = Math.min(60, out.length() - start);
    if (!element.normalName().matches("h[34]")) {
      out.append('\n').append(indent).append("-".repeat(Math.max(3, length)));
    }
  }

  private void inlines(Element element) {
    element.childNodes().forEach(this::inline);
  }

  private void inline(Node node) {
    if (node instanceof TextNode text) {
      String words = text.getWholeText().replaceAll("\\s+", " ");
      out.append(
          out.isEmpty() || out.charAt(out.length() - 1) == '\n' ? words.stripLeading() : words);
    } else if (node instanceof Element element) {
      switch (element.normalName()) {
        case "br" -> out.append('\n');
        case "a" -> link(element);
        case "img" -> out.append(element.attr("alt"));
        case "ul", "ol", "p", "blockquote", "pre", "h1", "h2", "h3", "h4", "hr", "table", "div" ->
            blocks(element, "");
        default -> inlines(element);
      }
    }
  }

  private void link(Element element) {
    int start = out.length();
    inlines(element);
    String address = element.attr("href");
    String shown = out.substring(start).strip();
    if (!address.isEmpty() && !address.equals(shown) && !address.equals("mailto:" + shown)) {
      out.append(" (").append(address).append(')');
    }
  }

  private static String quoted(String text) {
    return text.lines().map(line -> "> " + line).reduce((a, b) -> a + "\n" + b).orElse("") + "\n";
  }
}
