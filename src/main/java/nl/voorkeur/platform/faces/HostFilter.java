package nl.voorkeur.platform.faces;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps to a controller's own host name what is that controller's: its front page is the sign-up
 * page, and the pages of others, of staff and of programs are not there (promise 7). The links of
 * mails work on every host, as they never end.
 */
@Dependent
public class HostFilter extends HttpFilter {

  private static final long serialVersionUID = 1L;

  private static final Pattern OF_A_CONTROLLER =
      Pattern.compile("/(?:s|privacy|link|archive|look)/([^/]*).*");
  private static final Pattern OF_THE_PORTAL = Pattern.compile("/(?:staff|api|metrics)(?:/.*)?");

  @Inject private transient HostNames hosts;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Optional<String> slug = hosts.controllerAt(request.getServerName().toLowerCase(Locale.ROOT));
    String path = request.getRequestURI();
    if (slug.isPresent() && (path.equals("/") || path.equals("/index"))) {
      response.setHeader("Location", "/s/" + slug.get());
      response.setStatus(HttpServletResponse.SC_FOUND);
    } else if (slug.isPresent() && !isShown(path, slug.get())) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    } else {
      chain.doFilter(request, response);
    }
  }

  private static boolean isShown(String path, String slug) {
    Matcher page = OF_A_CONTROLLER.matcher(path);
    return page.matches() ? page.group(1).equals(slug) : !OF_THE_PORTAL.matcher(path).matches();
  }
}
