package nl.voorkeur.platform.faces;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * What every request passes, outermost first: headers say what a browser need not do, failures
 * become pages, hosts keep to their controller, forms come from here, links find their page. One
 * filter to the container, whose book-keeping for each costs more than most of these do.
 */
public class FrontFilter extends HttpFilter {

  private static final long serialVersionUID = 1L;

  @Inject private transient HeaderFilter headers;
  @Inject private transient FailureFilter failures;
  @Inject private transient HostFilter hosts;
  @Inject private transient OriginFilter origins;
  @Inject private transient RouteFilter routes;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    FilterChain toRoutes = (q, s) -> routes.doFilter(q, s, chain);
    FilterChain toOrigins = (q, s) -> origins.doFilter(q, s, toRoutes);
    FilterChain toHosts = (q, s) -> hosts.doFilter(q, s, toOrigins);
    FilterChain toFailures = (q, s) -> failures.doFilter(q, s, toHosts);
    headers.doFilter(request, response, toFailures);
  }
}
