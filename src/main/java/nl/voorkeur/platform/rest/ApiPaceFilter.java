package nl.voorkeur.platform.rest;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.time.Clock;
import nl.voorkeur.platform.configuration.Configuration;
import nl.voorkeur.platform.configuration.Setting;

/**
 * Keeps a program that runs wild from taking the API away from the others, and tells each how much
 * it has left: the {@code RateLimit} fields of the IETF's HTTPAPI group, and {@code Retry-After} on
 * a 429 (RFC 6585 s. 4).
 */
public class ApiPaceFilter extends HttpFilter {

  private static final long serialVersionUID = 1L;

  @Inject private transient Configuration configuration;
  @Inject private transient Clock clock;

  private transient ApiPace pace;

  @Override
  public void init() {
    pace = new ApiPace(configuration.get(Setting.API_RATE));
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Principal program = request.getUserPrincipal();
    if (program == null || configuration.get(Setting.API_RATE) == 0) {
      chain.doFilter(request, response);
      return;
    }
    ApiPace.Left left = pace.count(program.getName(), clock.instant());
    String seconds = Long.toString(left.resetSeconds());
    response.setHeader("RateLimit-Limit", Integer.toString(left.limit()));
    response.setHeader("RateLimit-Remaining", Integer.toString(Math.max(0, left.remaining())));
    response.setHeader("RateLimit-Reset", seconds);
    if (left.isOver()) {
      response.setHeader("Retry-After", seconds);
      ProblemJson.answer(
          response,
          Problem.exception(
              429,
              "too-many-requests",
              "Wait as many seconds as Retry-After says; nothing was done."));
    } else {
      chain.doFilter(request, response);
    }
  }
}
