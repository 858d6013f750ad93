package nl.voorkeur.platform.rest;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.parameters.RequestBody;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;
import org.eclipse.microprofile.openapi.models.tags.Tag;

/**
 * Makes the description of the API sound. Each tag stands there once, whatever resource names it.
 * Names each operation of the API by its method and path, as an operation's id must be its own
 * (OpenAPI 3.0.3, Operation Object), and generators of clients name methods by it. Shows how each
 * is asked, out of one file that a test carries out line by line.
 */
public class ApiDescription implements OASFilter {

  @Override
  public void filterOpenAPI(OpenAPI api) {
    JsonObject examples = examples();
    api.getPaths()
        .getPathItems()
        .forEach(
            (path, item) ->
                item.getOperations()
                    .forEach(
                        (method, operation) -> {
                          operation.setOperationId(
                              method.name().toLowerCase(Locale.ROOT) + name(path));
                          Optional.ofNullable(examples.getJsonObject(method + " " + path))
                              .ifPresent(shown -> show(shown, operation));
                          refuse(path, operation);
                        }));
    Map<String, Tag> tags = new LinkedHashMap<>();
    api.getTags().forEach(tag -> tags.putIfAbsent(tag.getName(), tag));
    api.setTags(List.copyOf(tags.values()));
  }

  private static JsonObject examples() {
    try (JsonReader file =
        Json.createReader(
            ApiDescription.class.getResourceAsStream("/META-INF/openapi-examples.json"))) {
      return file.readObject();
    }
  }

  private static void show(JsonObject shown, Operation operation) {
    String type = shown.getString("type");
    if (operation.getRequestBody() == null) {
      operation.setRequestBody(OASFactory.createRequestBody().required(true));
    }
    RequestBody body = operation.getRequestBody();
    if (body.getContent() == null) {
      body.setContent(OASFactory.createContent());
    }
    // of two methods on one path that take different types, the server describes one
    MediaType content = body.getContent().getMediaType(type);
    if (content == null) {
      content = OASFactory.createMediaType();
      body.getContent().addMediaType(type, content);
    }
    MediaType shows = content;
    shown
        .getJsonObject("examples")
        .forEach(
            (name, value) -> shows.addExample(name, OASFactory.createExample().value(text(value))));
    APIResponse usual = operation.getResponses().getDefaultValue();
    if (usual != null) {
      operation.getResponses().removeAPIResponse(APIResponses.DEFAULT);
      operation
          .getResponses()
          .addAPIResponse(
              Integer.toString(shown.getInt("answer")),
              usual.description("Done, and what it is now"));
    }
  }

  private static String text(JsonValue value) {
    return value instanceof JsonString text ? text.getString() : value.toString();
  }

  /** What any operation may answer instead; each as problem+json (RFC 9457). */
  private static void refuse(String path, Operation operation) {
    APIResponses answers = operation.getResponses();
    refuse(answers, "401", "No token, or none that is in force");
    refuse(answers, "403", "The token is not for this");
    refuse(answers, "429", "Too many requests; Retry-After says when to come back");
    if (path.contains("{")) {
      refuse(answers, "404", "There is no such thing at a controller that the token is for");
    }
    if (operation.getRequestBody() != null) {
      refuse(answers, "400", "The body says something that can't be; the problem's type says what");
    }
  }

  private static void refuse(APIResponses answers, String status, String why) {
    if (!answers.hasAPIResponse(status)) {
      answers.addAPIResponse(status, OASFactory.createAPIResponse().description(why));
    }
  }

  private static String name(String path) {
    return Arrays.stream(path.replace("/api/v1/", "/").split("[^A-Za-z0-9]+"))
        .filter(word -> !word.isEmpty())
        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
        .collect(Collectors.joining());
  }
}
