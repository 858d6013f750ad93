package nl.voorkeur.platform.rest;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An error as the API tells it (RFC 9457). Titles and details are ours and fixed; the text of an
 * exception, an address or a token never gets in.
 */
public final class Problem {

  private static final MediaType PROBLEM_JSON = new MediaType("application", "problem+json");

  private Problem() {}

  /**
   * @param status the HTTP status
   * @param code a stable word for programs, such as {@code no-such-topic}
   * @param detail a sentence for people that says what to do
   */
  public static Response response(int status, String code, String detail) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", "about:blank");
    body.put("title", title(status));
    body.put("status", status);
    body.put("code", code);
    body.put("detail", detail);
    return Response.status(status).type(PROBLEM_JSON).entity(body).build();
  }

  /** The reason phrase of RFC 9110; JAX-RS doesn't know that of 422. */
  private static String title(int status) {
    Response.Status known = Response.Status.fromStatusCode(status);
    return known == null ? "Unprocessable Content" : known.getReasonPhrase();
  }

  /** To throw where a resource can't go on. */
  public static WebApplicationException exception(int status, String code, String detail) {
    return new WebApplicationException(response(status, code, detail));
  }

  /** What was asked for is not there, or not for this caller: the same answer. */
  public static WebApplicationException notFound(String what) {
    return exception(404, "no-such-" + what, "There is no such " + what + ".");
  }

  /** The request says something that can't be. */
  public static WebApplicationException badRequest(String code, String detail) {
    return exception(400, code, detail);
  }
}
