package nl.voorkeur.platform.rest;

import jakarta.json.bind.JsonbBuilder;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.Response;
import java.io.IOException;

/** Errors of those parts of the API that are plain servlets: the same as everywhere else in it. */
public final class ProblemJson {

  private ProblemJson() {}

  /** Tells a failure as {@link ProblemMapper} does. */
  public static void answer(HttpServletResponse response, RuntimeException failure)
      throws IOException {
    if (response.isCommitted()) {
      throw failure;
    }
    Response problem = new ProblemMapper().toResponse(failure);
    response.resetBuffer(); // the headers that every answer has stay
    response.setStatus(problem.getStatus());
    problem
        .getStringHeaders()
        .forEach((name, values) -> response.setHeader(name, String.join(", ", values)));
    response.setContentType("application/problem+json");
    response.setHeader("Cache-Control", "no-store");
    response.getWriter().write(JsonbBuilder.create().toJson(problem.getEntity()));
  }
}
