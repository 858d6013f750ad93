package nl.voorkeur.platform.faces;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import nl.voorkeur.platform.token.Link;
import nl.voorkeur.platform.token.LinkPurpose;
import nl.voorkeur.platform.token.LinkTokens;

/**
 * Brings the short addresses of links to their pages. A token is verified here, before any page is
 * built: whatever is wrong with it, the answer is one and the same 404 (requirement U8).
 *
 * <p>{@code /privacy/slug} and {@code /privacy/slug/version} a privacy statement, {@code /s/slug}
 * sign-up, {@code /archive/slug/topic} mailings to read, {@code /c/token} confirmation, {@code
 * /p/token} preferences, {@code POST /unsubscribe} the form of the page that {@code GET /u/token}
 * shows; {@code /link/slug} mails a fresh link, {@code POST /my/…} the pages behind it, {@code
 * /m/token} a move to another mailbox.
 */
@Dependent
public class RouteFilter extends HttpFilter {

  private static final long serialVersionUID = 1L;

  private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST");

  /** Pages that exist only behind a route. */
  private static final Set<String> BEHIND_A_ROUTE =
      Set.of(
          "/signup",
          "/confirm",
          "/preferences",
          "/unsubscribe",
          "/privacy",
          "/cookies",
          "/archive",
          "/link",
          "/fresh",
          "/move",
          "/mydata",
          "/mydatafile");

  @Inject private transient LinkTokens tokens;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String path = request.getRequestURI();
    if (path.startsWith("/s/")) {
      if (allowed(request, response)) {
        PageRoute.show(request, response, "/signup.xhtml", path.substring(3));
      }
    } else if (path.startsWith("/privacy/")) {
      if (allowed(request, response)) {
        PageRoute.show(request, response, "/privacy.xhtml", path.substring(9));
      }
    } else if (path.equals("/cookies")) {
      if (allowed(request, response)) {
        PageRoute.show(request, response, "/cookies.xhtml", "");
      }
    } else if (path.startsWith("/archive/") && !path.endsWith(".atom")) {
      if (allowed(request, response)) {
        PageRoute.show(request, response, "/archive.xhtml", path.substring("/archive/".length()));
      }
    } else if (path.startsWith("/link/")) {
      if (allowed(request, response)) {
        PageRoute.show(request, response, "/link.xhtml", path.substring(6));
      }
    } else if (path.equals("/my/preferences")) {
      openMine(request, response, "/preferences.xhtml");
    } else if (path.equals("/my/data")) {
      openMine(request, response, "/mydata.xhtml");
    } else if (path.startsWith("/m/")) {
      open(request, response, LinkPurpose.MOVE, "/move.xhtml");
    } else if (path.startsWith("/c/")) {
      open(request, response, LinkPurpose.CONFIRM, "/confirm.xhtml");
    } else if (path.startsWith("/p/")) {
      open(request, response, LinkPurpose.PREFERENCES, "/preferences.xhtml");
    } else if (path.equals("/unsubscribe") && "POST".equals(request.getMethod())) {
      unsubscribe(request, response);
    } else if (isBehindARoute(path)) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    } else {
      chain.doFilter(request, response);
    }
  }

  private static boolean isBehindARoute(String path) {
    String page = path.endsWith(".xhtml") ? path.substring(0, path.lastIndexOf('.')) : path;
    return BEHIND_A_ROUTE.contains(page);
  }

  private void open(
      HttpServletRequest request, HttpServletResponse response, LinkPurpose purpose, String view)
      throws IOException, ServletException {
    String path = request.getRequestURI();
    String token = path.substring(3);
    Optional<Link> link = tokens.read(token, purpose);
    if (link.isEmpty()) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    } else if (allowed(request, response)) {
      PageRoute.show(request, response, view, path, path, token, link.get());
    }
  }

  private void unsubscribe(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    String token = request.getParameter("token");
    Optional<Link> link = tokens.read(token, LinkPurpose.UNSUBSCRIBE);
    if (link.isEmpty()) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    } else {
      PageRoute.show(
          request,
          response,
          "/unsubscribe.xhtml",
          "/unsubscribe",
          "/u/" + token,
          token,
          link.get());
    }
  }

  /** A page behind a pass, which only ever comes in a post; whoever loads it anew starts over. */
  private void openMine(HttpServletRequest request, HttpServletResponse response, String view)
      throws IOException, ServletException {
    String path = request.getRequestURI();
    String pass = request.getParameter("pass");
    Optional<Link> link =
        "POST".equals(request.getMethod()) ? tokens.read(pass, LinkPurpose.PASS) : Optional.empty();
    if (link.isEmpty()) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    } else {
      PageRoute.show(request, response, view, path, path, pass, link.get());
    }
  }

  private static boolean allowed(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (METHODS.contains(request.getMethod())) {
      return true;
    }
    response.setHeader("Allow", "GET, HEAD, POST");
    response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
    return false;
  }
}
