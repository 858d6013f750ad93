package nl.voorkeur.mailing.rest;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Programs that fetch what stands in mails: scanners of mail servers, proxies of mail programs that
 * fetch pictures ahead, previews, libraries. A person who reads through one of them isn't counted;
 * numbers are rather too low than too high.
 */
final class Machine {

  private static final Pattern PROGRAM =
      Pattern.compile(
          "(?i)bot\\b|crawl|spider|slurp|preview|scan|proxy|fetch|monitor|headless|phantom|curl|wget|python|java/|okhttp"
              + "|go-http|libwww|httpclient|node|axios|ruby|perl|php|barracuda|proofpoint|mimecast|symantec|bitdefender|zscaler"
              + "|trend ?micro|forcepoint|cisco|fortinet|sophos|safelinks|facebookexternalhit|whatsapp|skypeuri");

  /** What Apple's and other proxies say who hide the reader. */
  private static final Pattern NAMELESS = Pattern.compile("\\s*|Mozilla/\\d\\.0");

  private Machine() {}

  /** Whether no person is behind a request. */
  static boolean asks(HttpServletRequest request) {
    return !"GET".equals(request.getMethod())
        || isProgram(request.getHeader("User-Agent"))
        || isAhead(request, "Sec-Purpose")
        || isAhead(request, "Purpose")
        || isAhead(request, "X-Purpose")
        || isAhead(request, "X-Moz");
  }

  static boolean isProgram(String agent) {
    String name = Objects.requireNonNullElse(agent, "");
    return NAMELESS.matcher(name).matches() || PROGRAM.matcher(name).find();
  }

  private static boolean isAhead(HttpServletRequest request, String header) {
    String purpose = request.getHeader(header);
    return purpose != null && (purpose.contains("prefetch") || purpose.contains("preview"));
  }
}
