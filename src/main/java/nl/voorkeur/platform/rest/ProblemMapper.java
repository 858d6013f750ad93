package nl.voorkeur.platform.rest;

import jakarta.ejb.EJBAccessException;
import jakarta.json.JsonException;
import jakarta.json.bind.JsonbException;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.sql.SQLException;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import nl.voorkeur.kernel.OutOfReach;
import nl.voorkeur.platform.persistence.DatabaseOutage;
import org.jdbi.v3.core.JdbiException;

/** The one place where a failure becomes an answer of the API. */
@Provider
public class ProblemMapper implements ExceptionMapper<Throwable> {

  private static final Logger LOG = Logger.getLogger(ProblemMapper.class.getName());

  @Override
  public Response toResponse(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof WebApplicationException web) {
        Response response = web.getResponse();
        return response.hasEntity() ? response : plain(response.getStatus());
      }
      if (cause instanceof OutOfReach) {
        return plain(404);
      }
      if (cause instanceof EJBAccessException) {
        return Problem.response(403, "forbidden", "This token may not do that.");
      }
      if (cause instanceof JsonbException
          || cause instanceof JsonException
          || cause instanceof ProcessingException) {
        return Problem.response(
            400, "unreadable", "The body is not the JSON that is described at /openapi.");
      }
      if (cause instanceof IllegalArgumentException) {
        return Problem.response(
            400, "invalid", "The request says something that can't be; see /openapi.");
      }
      if (cause instanceof DatabaseOutage
          || cause instanceof JdbiException
          || cause instanceof SQLException) {
        return told(
            failure,
            503,
            "unavailable",
            "The database did not answer. Nothing has changed. Try again in a minute.");
      }
    }
    return told(
        failure,
        500,
        "failed",
        "Something went wrong here. It was noted under the number in the header X-Failure.");
  }

  private static Response plain(int status) {
    return Problem.response(
        status,
        switch (status) {
          case 401 -> "unauthorized";
          case 403 -> "forbidden";
          case 404 -> "not-found";
          case 405 -> "method-not-allowed";
          case 406 -> "not-acceptable";
          case 415 -> "unsupported-media-type";
          default -> "error";
        },
        "The API is described at /openapi.");
  }

  /** Notes the failure's kinds and places, never its texts, which may hold an address. */
  private static Response told(Throwable failure, int status, String code, String detail) {
    String number = UUID.randomUUID().toString();
    StringBuilder kinds = new StringBuilder();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      StackTraceElement[] trace = cause.getStackTrace();
      kinds.append(kinds.isEmpty() ? "" : " < ").append(cause.getClass().getName());
      if (cause instanceof SQLException sql) {
        kinds.append(" SQLSTATE ").append(sql.getSQLState());
      }
      if (trace.length > 0) {
        kinds.append(" at ").append(trace[0]);
      }
    }
    LOG.log(Level.WARNING, "API failure {0}: {1}", new Object[] {number, kinds});
    Response.ResponseBuilder answer =
        Response.fromResponse(Problem.response(status, code, detail)).header("X-Failure", number);
    return (status == 503 ? answer.header("Retry-After", "60") : answer).build();
  }
}
