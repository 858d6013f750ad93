package nl.voorkeur.platform.faces;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import nl.voorkeur.platform.configuration.Configuration;
import nl.voorkeur.platform.configuration.Setting;

/**
 * The headers that tell a browser what it need not do: load, frame, remember or pass on
 * (requirement 2.16; ASVS 3.4.1 to 3.4.6, 14.2.1). Staff pages get their policy from PrimeFaces,
 * with a nonce.
 */
@Dependent
public class HeaderFilter extends HttpFilter {

  private static final long serialVersionUID = 1L;

  private static final String POLICY =
      "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; ";

  private static final String DATA_POLICY = "default-src 'none'; frame-ancestors 'none'";

  private static final String SCRIPT = "script-src 'self'; worker-src 'self'; ";

  private static final String PAGE_POLICY = policy(false, List.of());

  /** Their address is a secret, so nobody may list or keep them. */
  private static final Pattern SECRET = Pattern.compile("/(?:[ucpfm]/.*|my/.*|unsubscribe)");

  @Inject private transient Configuration configuration;

  /**
   * Lets this answer do more than others may.
   *
   * @param script whether a script of ours may run in it
   * @param framers pages that may show it in a frame, such as {@code https://www.example.example}
   */
  public static void allow(HttpServletResponse response, boolean script, List<String> framers) {
    response.setHeader("Content-Security-Policy", policy(script, framers));
  }

  private static String policy(boolean script, List<String> framers) {
    return POLICY
        + (script ? SCRIPT : "")
        + "frame-ancestors "
        + (framers.isEmpty() ? "'none'" : String.join(" ", framers));
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String path = request.getRequestURI();
    response.setHeader("X-Content-Type-Options", "nosniff");
    if ("https".equals(configuration.get(Setting.BASE_URL).getScheme())) {
      response.setHeader("Strict-Transport-Security", "max-age=31536000");
    }
    if (path.startsWith("/api/")) {
      // data for programs: whatever else makes a browser show it, it may do nothing
      response.setHeader("Content-Security-Policy", DATA_POLICY);
      response.setHeader("Cache-Control", "no-store");
    } else {
      shown(request, response, path);
    }
    chain.doFilter(request, response);
  }

  /** What a browser shows or loads for it. */
  private static void shown(HttpServletRequest request, HttpServletResponse response, String path) {
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    if (path.startsWith("/resources/")) {
      boolean versioned = request.getQueryString() != null;
      response.setHeader(
          "Cache-Control",
          versioned ? "public, max-age=31536000, immutable" : "public, max-age=3600");
    } else if (!PageContextFactory.isOfStaff(request)) {
      response.setHeader("Content-Security-Policy", PAGE_POLICY);
      response.setHeader("Cache-Control", "no-store");
      response.setHeader("Vary", "Accept-Language, Accept-Encoding");
      if (SECRET.matcher(path).matches()) {
        response.setHeader("X-Robots-Tag", "noindex");
      }
    }
  }
}
