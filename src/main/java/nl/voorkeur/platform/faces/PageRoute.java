package nl.voorkeur.platform.faces;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import nl.voorkeur.platform.token.Link;
import nl.voorkeur.platform.token.LinkPurpose;

/**
 * How a request came to its page: the address that its forms post to, the path that shows it again,
 * and what its link said. Kept as attributes of the request, as the page is reached by a forward.
 */
public final class PageRoute {

  private static final String ACTION = "nl.voorkeur.action";
  private static final String PATH = "nl.voorkeur.path";
  private static final String LINK = "nl.voorkeur.link";
  private static final String TAIL = "nl.voorkeur.tail";

  private PageRoute() {}

  /** Shows a page whose forms post to the address it was asked for by. */
  static void show(
      HttpServletRequest request, HttpServletResponse response, String view, String tail)
      throws ServletException, IOException {
    String path = request.getRequestURI();
    forward(request, response, view, path, path, tail);
  }

  /**
   * Shows the page of a verified link.
   *
   * @param action where its forms post to
   * @param path where GET shows it
   */
  public static void show(
      HttpServletRequest request,
      HttpServletResponse response,
      String view,
      String action,
      String path,
      String token,
      Link link)
      throws ServletException, IOException {
    request.setAttribute(LINK, link);
    forward(request, response, view, action, path, token);
  }

  private static void forward(
      HttpServletRequest request,
      HttpServletResponse response,
      String view,
      String action,
      String path,
      String tail)
      throws ServletException, IOException {
    request.setAttribute(ACTION, action);
    request.setAttribute(PATH, path);
    request.setAttribute(TAIL, tail);
    request.getRequestDispatcher(view).forward(request, new WholePage(response));
  }

  /** Where the forms of this page post to; empty when the page was asked for by its own name. */
  static Optional<String> action(HttpServletRequest request) {
    return Optional.ofNullable((String) request.getAttribute(ACTION));
  }

  /** The address that shows this page again, without a query. */
  public static String path(HttpServletRequest request) {
    return request.getAttribute(PATH) instanceof String path ? path : request.getRequestURI();
  }

  /** What came after the route's prefix: a controller's slug, or a verified token. */
  public static Optional<String> tail(HttpServletRequest request) {
    return Optional.ofNullable((String) request.getAttribute(TAIL));
  }

  /** What the verified token says. */
  public static Optional<Link> link(HttpServletRequest request) {
    return Optional.ofNullable((Link) request.getAttribute(LINK));
  }

  /**
   * The pass that the page is behind, if it is behind one; it travels in every form of the page.
   */
  public static Optional<String> pass(HttpServletRequest request) {
    return link(request)
        .filter(link -> link.purpose() == LinkPurpose.PASS)
        .flatMap(any -> tail(request));
  }
}
