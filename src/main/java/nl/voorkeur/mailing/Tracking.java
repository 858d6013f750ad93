package nl.voorkeur.mailing;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import nl.voorkeur.platform.token.LinkUrls;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * How the HTML part of a mail tells us that it was opened and what was clicked, for readers who
 * agreed to that; everybody else gets the bare links (promise 8). The text part stays bare, as
 * somebody reads those addresses, and so do our own links to stop and to choose.
 *
 * @param clicks where counted links begin
 * @param opens where the address of the picture begins
 * @param links the numbers of links, by address
 */
record Tracking(String clicks, String opens, Map<String, Long> links) {

  private static final int LONGEST = 2000;

  Tracking {
    links = Map.copyOf(links);
  }

  static Tracking of(LinkUrls there, Map<String, Long> links) {
    return new Tracking(there.page("/k/"), there.page("/o/"), links);
  }

  /** Whether we can send somebody on to that address. */
  static boolean canCount(String address) {
    return Links.isOnTheWeb(address)
        && address.getBytes(StandardCharsets.UTF_8).length <= LONGEST
        && address.regionMatches(false, 0, "http", 0, 4);
  }

  /**
   * Lets links lead past us.
   *
   * @param token the word for what is a person's own
   */
  void count(Document content, String token) {
    for (Element link : content.select("a[href]")) {
      Long number = links.get(link.attr("href"));
      if (number != null) {
        link.attr("href", clicks + token + "/" + number);
      }
    }
  }

  /** The picture that nobody sees. */
  String picture(String token) {
    return "<img src=\"" + opens + token + "\" width=\"1\" height=\"1\" alt=\"\">";
  }
}
