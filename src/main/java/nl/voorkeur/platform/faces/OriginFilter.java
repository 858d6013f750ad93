package nl.voorkeur.platform.faces;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nl.voorkeur.platform.configuration.Configuration;
import nl.voorkeur.platform.configuration.Setting;

/**
 * Refuses posts that another site made a browser send (ASVS 3.5.1, 3.5.3). A public form must carry
 * its seal; on staff pages the state of the page, kept in the session, does that duty. The
 * one-click endpoint is exempt by its path alone, as a mail provider posts there (RFC 8058 s. 3.2),
 * and so is the API, which knows no cookie. A sign-up form on another site leads to ours ({@link
 * ForeignForm}).
 */
@Dependent
public class OriginFilter extends HttpFilter {

  private static final long serialVersionUID = 1L;

  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
  private static final String MADE_AT = "nl.voorkeur.form.made";
  private static final String SEALS = "nl.voorkeur.form.seals";

  @Inject private transient Configuration configuration;
  @Inject private transient FormSeal seals;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String path = request.getRequestURI();
    if (path.startsWith("/api/")) {
      chain.doFilter(request, response);
      return;
    }
    request.setAttribute(SEALS, seals);
    if (SAFE.contains(request.getMethod()) || path.startsWith("/u/")) {
      chain.doFilter(request, response);
    } else if (isForeignForm(request, path)) {
      chain.doFilter(new ForeignForm(request), response);
    } else if (!isFromHere(request)) {
      response.sendError(HttpServletResponse.SC_FORBIDDEN);
    } else if (path.startsWith("/staff/")) {
      chain.doFilter(request, response);
    } else if (isAnyDoubled(request)) {
      response.sendError(HttpServletResponse.SC_BAD_REQUEST);
    } else {
      Optional<Instant> made = seals.madeAt(request.getParameter(FormSeal.FIELD), path);
      if (made.isEmpty()) {
        response.sendError(HttpServletResponse.SC_FORBIDDEN);
      } else {
        request.setAttribute(MADE_AT, made.get());
        chain.doFilter(request, response);
      }
    }
  }

  /** A form of somebody else, which asks for the sign-up page and no more. */
  private boolean isForeignForm(HttpServletRequest request, String path) {
    return path.startsWith("/s/")
        && "POST".equals(request.getMethod())
        && (!isFromHere(request) || request.getParameter(FormSeal.FIELD) == null);
  }

  /**
   * What seals the forms of the page that answers this request. Noted by this filter, as to look a
   * bean up while a page is rendered costs as much as to make a seal (ADR 0019).
   *
   * @param request its attributes
   */
  static FormSeal seals(Map<String, Object> request) {
    return (FormSeal) request.get(SEALS);
  }

  /** When the form that this request posts was made. */
  public static Optional<Instant> formMadeAt(HttpServletRequest request) {
    return Optional.ofNullable((Instant) request.getAttribute(MADE_AT));
  }

  /**
   * A page that says no-referrer posts with {@code Origin: null}, so that is no sign of another
   * site; the seal decides.
   */
  private boolean isFromHere(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null) {
      return site.equals("same-origin");
    }
    String origin = request.getHeader("Origin");
    return origin == null
        || origin.equals("null")
        || origin.equals(configuration.get(Setting.BASE_URL).toString())
        || origin.equals(request.getScheme() + "://" + request.getHeader("Host"));
  }

  /** The same secret twice is somebody's experiment (ASVS 15.3.7). */
  private static boolean isAnyDoubled(HttpServletRequest request) {
    for (String name : List.of(FormSeal.FIELD, "token", "pass")) {
      String[] values = request.getParameterValues(name);
      if (values != null && values.length > 1) {
        return true;
      }
    }
    return false;
  }
}
