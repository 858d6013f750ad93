package nl.voorkeur.launcher;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text in HTML. */
final class Html {

  private static final Pattern LINK = Pattern.compile("https?://[^\\s<>\"]+[^\\s<>\".,;:!?)\\]]");

  private Html() {}

  /** The text so that it can stand in an element or between double quotes. */
  static String escape(String text) {
    StringBuilder html = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> html.append("&amp;");
        case '<' -> html.append("&lt;");
        case '>' -> html.append("&gt;");
        case '"' -> html.append("&quot;");
        case '\'' -> html.append("&#39;");
        default -> html.append(c);
      }
    }
    return html.toString();
  }

  /** The same, with its web addresses as links. */
  static String escapeWithLinks(String text) {
    StringBuilder html = new StringBuilder();
    Matcher link = LINK.matcher(text);
    int end = 0;
    while (link.find()) {
      html.append(escape(text.substring(end, link.start())));
      String target = escape(link.group());
      html.append("<a href=\"").append(target).append("\" target=\"_blank\" rel=\"noreferrer\">");
      html.append(target).append("</a>");
      end = link.end();
    }
    return html.append(escape(text.substring(end))).toString();
  }
}
