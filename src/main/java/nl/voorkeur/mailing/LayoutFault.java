package nl.voorkeur.mailing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * Why a page can't be a layout.
 *
 * @param detail what exactly; may be empty
 */
public record LayoutFault(Kind kind, String detail) {

  /** Bundle keys {@code layout.X}. */
  public enum Kind {
    /** Not exactly one place for what the author writes. */
    CONTENT_MISSING,
    /** Not exactly one place for why one gets it, how to stop, and who it is from. */
    FOOT_MISSING,
    LANG_MISSING,
    UNKNOWN_PLACE,
    /** An element or attribute that does something or fetches something (promise 8). */
    FORBIDDEN,
    /** A picture from elsewhere; only those of the controller, by name. */
    FOREIGN_IMAGE,
    STYLE_UNREADABLE
  }

  private static final Set<String> PLACES =
      Set.of("lang", "title", "preheader", "sender", "about", "content", "foot");
  private static final Pattern PLACE = Pattern.compile("\\$\\{([^}]*)}");
  private static final String ACTIVE =
      "script, iframe, frame, object, embed, applet, form, input, button, textarea, select, link, base, video, audio,"
          + " source, track, svg, math, meta[http-equiv], noscript";

  /** All that is wrong with a page; none when it can be a layout. */
  static List<LayoutFault> of(String page) {
    List<LayoutFault> faults = new ArrayList<>();
    Document document = Jsoup.parse(page);
    places(page, document, faults);
    for (Element element : document.select(ACTIVE)) {
      faults.add(new LayoutFault(Kind.FORBIDDEN, "<" + element.normalName() + ">"));
    }
    for (Element element : document.getAllElements()) {
      for (Attribute attribute : element.attributes()) {
        attribute(element, attribute, faults);
      }
    }
    for (Element style : document.select("style")) {
      if (fetches(style.data())) {
        faults.add(new LayoutFault(Kind.FORBIDDEN, "url"));
      } else if (!InlineStyles.isReadable(style.data())) {
        faults.add(new LayoutFault(Kind.STYLE_UNREADABLE, ""));
      }
    }
    return faults.stream().distinct().toList();
  }

  private static void places(String page, Document document, List<LayoutFault> faults) {
    Matcher place = PLACE.matcher(page);
    while (place.find()) {
      if (!PLACES.contains(place.group(1))) {
        faults.add(new LayoutFault(Kind.UNKNOWN_PLACE, place.group()));
      }
    }
    if (document.body().text().split(Pattern.quote("${content}"), -1).length != 2) {
      faults.add(new LayoutFault(Kind.CONTENT_MISSING, "${content}"));
    }
    if (document.body().text().split(Pattern.quote("${foot}"), -1).length != 2) {
      faults.add(new LayoutFault(Kind.FOOT_MISSING, "${foot}"));
    }
    if (!document.select("html").attr("lang").equals("${lang}")) {
      faults.add(new LayoutFault(Kind.LANG_MISSING, "<html lang=\"${lang}\">"));
    }
  }

  private static void attribute(Element element, Attribute attribute, List<LayoutFault> faults) {
    String name = attribute.getKey().toLowerCase(Locale.ROOT);
    String value = attribute.getValue();
    if (name.startsWith("on") || name.equals("background") || name.equals("srcset")) {
      faults.add(new LayoutFault(Kind.FORBIDDEN, name));
    } else if (name.equals("src") && (value.contains(":") || value.contains("/"))) {
      faults.add(new LayoutFault(Kind.FOREIGN_IMAGE, value));
    } else if (name.equals("href")
        && Links.fault(value).filter(Finding.Kind.LINK_BROKEN::equals).isPresent()) {
      faults.add(new LayoutFault(Kind.FORBIDDEN, value));
    } else if (name.equals("style") && fetches(value)) {
      faults.add(new LayoutFault(Kind.FORBIDDEN, "url"));
    }
  }

  private static boolean fetches(String style) {
    String plain = style.toLowerCase(Locale.ROOT).replaceAll("/\\*.*?\\*/", "");
    return plain.contains("url(") || plain.contains("@import") || plain.contains("\\");
  }
}
