package nl.voorkeur.platform.rest;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * A POST with an Idempotency-Key is carried out once: who sends it again, as no answer came, gets
 * the answer that was given. A file is not kept; then the second answer says that it was made.
 */
@Provider
@Priority(Priorities.AUTHORIZATION + 500)
public class IdempotencyKeys implements ContainerRequestFilter, ContainerResponseFilter {

  private static final String HEADER = "Idempotency-Key";
  private static final String TAKEN = IdempotencyKeys.class.getName();
  private static final int LONGEST_KEY = 200;
  private static final int LONGEST_BODY = 1 << 20;
  private static final int SERVER_ERROR = 500;

  private final Jsonb jsonb = JsonbBuilder.create();

  @Inject private ApiAnswers answers;

  @Override
  public void filter(ContainerRequestContext request) throws IOException {
    String key = request.getHeaderString(HEADER);
    if (key == null
        || !"POST".equals(request.getMethod())
        || request.getSecurityContext().getUserPrincipal() == null) {
      return;
    }
    if (key.isBlank() || key.length() > LONGEST_KEY) {
      throw Problem.badRequest(
          "idempotency-key-invalid", "Idempotency-Key has 1 to " + LONGEST_KEY + " characters.");
    }
    byte[] body = request.getEntityStream().readNBytes(LONGEST_BODY + 1);
    if (body.length > LONGEST_BODY) {
      throw Problem.exception(
          413, "too-large-for-a-key", "A request with an Idempotency-Key has 1 MiB at most.");
    }
    request.setEntityStream(new ByteArrayInputStream(body));
    byte[] digest =
        ApiAnswers.sha256(
            bytes(request.getSecurityContext().getUserPrincipal().getName()), bytes(key));
    byte[] asked = ApiAnswers.sha256(bytes(request.getUriInfo().getRequestUri().getPath()), body);
    Optional<ApiAnswers.Given> given = answers.take(digest, asked);
    if (given.isEmpty()) {
      request.setProperty(TAKEN, digest);
    } else {
      request.abortWith(answer(given.get()));
    }
  }

  private static Response answer(ApiAnswers.Given given) {
    if (!given.same()) {
      return Problem.response(
          422, "idempotency-key-reused", "This key was sent with another request.");
    }
    if (given.status().isEmpty()) {
      return Problem.response(
          409, "in-progress", "The request with this key is being carried out. Ask again.");
    }
    return Response.status(given.status().get())
        .type(given.type())
        .entity(given.body())
        .header("Idempotency-Replayed", "true")
        .build();
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (!(request.getProperty(TAKEN) instanceof byte[] digest)) {
      return;
    }
    Object entity = response.getEntity();
    if (response.getStatus() >= SERVER_ERROR) {
      answers.free(digest);
    } else if (entity instanceof Map || entity instanceof Collection) {
      answers.keep(
          digest,
          response.getStatus(),
          String.valueOf(response.getMediaType()),
          jsonb.toJson(entity));
    } else if (entity == null) {
      answers.keep(digest, response.getStatus(), "application/json", "");
    } else {
      answers.keep(
          digest,
          Response.Status.CONFLICT.getStatusCode(),
          "application/problem+json",
          jsonb.toJson(
              Problem.response(409, "made-before", "This was carried out; its file is not kept.")
                  .getEntity()));
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
