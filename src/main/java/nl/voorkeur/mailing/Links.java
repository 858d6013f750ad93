package nl.voorkeur.mailing;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.voorkeur.kernel.EmailAddress;
import org.jsoup.nodes.Document;

/** The links that an author put into a mail. */
final class Links {

  /** An address on the web that everybody can reach by its form: no user, a host with a dot. */
  private static final Pattern WEB =
      Pattern.compile(
          "(?i)(https?)://([^\\s/?#@:\\[\\]]+\\.[^\\s/?#@:\\[\\]]+)(:\\d{1,5})?([/?#]\\S*)?");

  private Links() {}

  /** What is wrong with the form of an address; nothing when it can be followed. */
  static Optional<Finding.Kind> fault(String address) {
    if (address.regionMatches(true, 0, "mailto:", 0, 7)) {
      return EmailAddress.parse(address.substring(7).replaceFirst("\\?.*", ""))
          .fold(fine -> Optional.empty(), fault -> Optional.of(Finding.Kind.LINK_BROKEN));
    }
    Matcher web = WEB.matcher(address);
    if (!web.matches()) {
      return Optional.of(Finding.Kind.LINK_BROKEN);
    }
    return web.group(1).equalsIgnoreCase("http")
        ? Optional.of(Finding.Kind.LINK_INSECURE)
        : Optional.empty();
  }

  static boolean isOnTheWeb(String address) {
    return WEB.matcher(address).matches();
  }

  /** Each address once, in the order of the mail. */
  static List<String> in(Document content) {
    return content.select("a[href]").stream().map(link -> link.attr("href")).distinct().toList();
  }
}
