package nl.voorkeur.mailing;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.voorkeur.kernel.Language;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Entities;

/**
 * The one layout of every mail: a column of tables with inline styles, so that it reads well where
 * a style sheet is stripped, and dark where the reader's screen is.
 */
final class MailLayout {

  static final String SANS = "'Segoe UI',Roboto,'Open Sans',Helvetica,Arial,sans-serif";
  private static final String VOICE = "Charter,'Charis SIL','Sitka Heading',Cambria,Georgia,serif";
  private static final String TEXT = "font:400 17px/27px " + SANS + ";color:#11262a;";
  private static final Pattern PLACE = Pattern.compile("\\$\\{(\\w+)}");

  /** The look of each element that Markdown makes: its class for dark screens, its style. */
  private static final Map<String, String[]> LOOKS =
      Map.ofEntries(
          look("p", "ink", "margin:0 0 16px 0;" + TEXT),
          look("ul", "ink", "margin:0 0 16px 0;padding-left:24px;" + TEXT),
          look("ol", "ink", "margin:0 0 16px 0;padding-left:26px;" + TEXT),
          look("li", "ink", "margin:0 0 6px 0;" + TEXT),
          look(
              "h1",
              "ink h1",
              "margin:0 0 14px 0;font:400 34px/40px "
                  + VOICE
                  + ";letter-spacing:-0.3px;color:#11262a;"),
          look("h2", "ink", "margin:24px 0 8px 0;font:600 20px/26px " + SANS + ";color:#11262a;"),
          look("h3", "ink", "margin:20px 0 6px 0;font:600 17px/25px " + SANS + ";color:#11262a;"),
          look("a", "link", "color:#0b5a54;text-decoration:underline;"),
          look("hr", "rule", "border:0;border-top:1px solid #cbd5d2;margin:24px 0;"),
          look(
              "blockquote",
              "rule",
              "margin:0 0 16px 0;padding:0 0 0 16px;border-left:3px solid #cbd5d2;"),
          look("code", "ink", "font:400 15px/24px Consolas,Menlo,monospace;color:#11262a;"),
          look(
              "pre",
              "ink",
              "margin:0 0 16px 0;white-space:pre-wrap;font:400 15px/24px Consolas,Menlo,monospace;color:#11262a;"));

  private static final String BUTTON =
      "display:inline-block;padding:13px 24px;border:1px solid #0b5a54;border-radius:4px;background-color:#0b5a54;"
          + "font:600 17px/22px "
          + SANS
          + ";color:#ffffff;text-decoration:none;";

  private final String page;

  /**
   * @param page the layout, with places such as <code>${content}</code>
   */
  MailLayout(String page) {
    this.page = page;
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
    return PLACE
        .matcher(page)
        .replaceAll(place -> Matcher.quoteReplacement(pieces.get(place.group(1))));
  }

  /**
   * The content with its looks written into each element. A paragraph that holds one strong link
   * and nothing else becomes a button.
   */
  static String content(Document document) {
    for (Element element : document.body().getAllElements()) {
      String[] look = LOOKS.get(element.normalName());
      if (look != null) {
        element.addClass(look[0]).attr("style", look[1]);
      }
    }
    document.select("p > strong:only-child > a:only-child").stream()
        .filter(link -> link.text().strip().equals(link.closest("p").text().strip()))
        .forEach(link -> link.attr("class", "btn").attr("style", BUTTON));
    return document.body().html();
  }

  static String escape(String text) {
    return Entities.escape(text);
  }

  private static Map.Entry<String, String[]> look(String element, String classes, String style) {
    return Map.entry(element, new String[] {classes, style});
  }
}
