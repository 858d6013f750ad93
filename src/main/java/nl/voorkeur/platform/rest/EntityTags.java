package nl.voorkeur.platform.rest;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;

/**
 * Gives every JSON that is read a tag of its content (RFC 9110 s. 8.8.3); who has that content
 * already is told so in place of it (s. 13.1.2).
 */
@Provider
public class EntityTags implements ContainerResponseFilter {

  private static final int TAG_DIGITS = 32;

  private final Jsonb jsonb = JsonbBuilder.create();

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    Object entity = response.getEntity();
    boolean isJson = entity instanceof Map || entity instanceof Collection;
    if (!"GET".equals(request.getMethod())
        || response.getStatus() != Response.Status.OK.getStatusCode()
        || !isJson) {
      return;
    }
    String json = jsonb.toJson(entity);
    EntityTag tag =
        new EntityTag(
            HexFormat.of()
                .formatHex(ApiAnswers.sha256(json.getBytes(StandardCharsets.UTF_8)))
                .substring(0, TAG_DIGITS));
    response.getHeaders().putSingle(HttpHeaders.ETAG, tag);
    if (request.getRequest().evaluatePreconditions(tag) == null) {
      MediaType type = response.getMediaType();
      response.setEntity(
          json, null, type == null ? MediaType.APPLICATION_JSON_TYPE : type.withCharset("utf-8"));
    } else {
      response.setStatus(Response.Status.NOT_MODIFIED.getStatusCode());
      response.setEntity(null);
    }
  }
}
