package nl.voorkeur.platform.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.voorkeur.Portal;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the API says of itself, read by somebody else's parser, and done as it says. */
class OpenApiIT {

  /** What other tests count on; it is put back. */
  private static final List<String> SETTINGS =
      List.of("/api/v1/controllers/1/mailing-policy", "/api/v1/controllers/1/sending-rules");

  private static Portal portal;
  private static SwaggerParseResult read;

  /** A request as the document shows it. */
  private record Example(
      String name, String method, String path, Optional<String> type, String body, Operation of) {}

  @BeforeAll
  static void read() throws Exception {
    portal = Portal.shared();
    String document = send(HttpRequest.newBuilder(portal.url("/openapi")).build()).body();
    read = new OpenAPIV3Parser().readContents(document);
  }

  @Test
  void isSound() {
    assertEquals(
        List.of("attribute endpoints is unexpected"), // a word of the server's own
        read.getMessages());
    assertTrue(read.getOpenAPI().getPaths().size() > 40, "every resource is there");
  }

  /** Whoever reads about an operation sees how it is asked. */
  @Test
  void everyBodyIsShown() {
    List<String> bare = new ArrayList<>();
    read.getOpenAPI()
        .getPaths()
        .forEach(
            (path, item) ->
                item.readOperationsMap()
                    .forEach(
                        (method, operation) ->
                            Optional.ofNullable(operation.getRequestBody())
                                .map(body -> body.getContent().get("application/json"))
                                .filter(json -> bodies(json).findAny().isEmpty())
                                .ifPresent(json -> bare.add(method + " " + path))));
    assertEquals(List.of(), bare);
  }

  /**
   * Each operation that shows how it is asked is asked so, of something that there is, and answers
   * as it says.
   */
  @Test
  void everyExampleWorks() throws Exception {
    List<Example> examples = examples(read.getOpenAPI());
    assertTrue(examples.size() >= 38, () -> "found " + examples.size());
    Map<String, String> settings = new TreeMap<>();
    for (String path : SETTINGS) {
      settings.put(path, send(request(path).GET().build()).body());
    }
    OfOnesOwn own = new OfOnesOwn(portal);
    List<String> wrong = new ArrayList<>();
    for (Example example : examples) {
      HttpRequest.Builder request =
          request(own.address(example.path()))
              .method(
                  example.method(),
                  HttpRequest.BodyPublishers.ofString(
                      example.body().replace("\"like\":1,", "\"like\":" + own.export() + ",")));
      example.type().ifPresent(type -> request.header("Content-Type", type));
      HttpResponse<String> answer = send(request.build());
      boolean good =
          answer.statusCode() / 100 == 2
              && example.of().getResponses().containsKey(Integer.toString(answer.statusCode()));
      if (!good) {
        wrong.add(example.name() + " " + answer.statusCode() + " " + answer.body());
      }
    }
    for (Map.Entry<String, String> before : settings.entrySet()) {
      HttpRequest.Builder back =
          request(before.getKey())
              .header("Content-Type", "application/json")
              .PUT(HttpRequest.BodyPublishers.ofString(before.getValue()));
      assertEquals(200, send(back.build()).statusCode(), before.getKey());
    }
    assertEquals(List.of(), wrong);
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(portal.url(path))
        .header("Authorization", "Bearer " + Portal.API_TOKEN);
  }

  private static List<Example> examples(OpenAPI api) {
    List<Example> examples = new ArrayList<>();
    api.getPaths()
        .forEach(
            (path, item) ->
                item.readOperationsMap()
                    .forEach(
                        (method, operation) ->
                            examples.addAll(
                                examples(method, address(path, operation), operation))));
    return examples;
  }

  private static List<Example> examples(
      PathItem.HttpMethod method, String address, Operation operation) {
    String name = method + " " + address;
    if (operation.getRequestBody() == null) {
      return List.of();
    }
    return operation.getRequestBody().getContent().entrySet().stream()
        .flatMap(
            content ->
                bodies(content.getValue())
                    .map(
                        body ->
                            new Example(
                                name + " " + content.getKey(),
                                method.name(),
                                address,
                                Optional.of(content.getKey()),
                                body,
                                operation)))
        .toList();
  }

  private static Stream<String> bodies(MediaType type) {
    Stream<Object> one = Stream.ofNullable(type.getExample());
    Stream<Object> several =
        Stream.ofNullable(type.getExamples())
            .flatMap(all -> all.values().stream())
            .map(example -> example.getValue());
    return Stream.concat(one, several).map(Object::toString);
  }

  /** The address with the examples of its parameters, as far as they have any. */
  private static String address(String path, Operation operation) {
    List<Parameter> parameters = Optional.ofNullable(operation.getParameters()).orElse(List.of());
    String address = path;
    for (Parameter one : parameters) {
      if (one.getIn().equals("path") && one.getExample() != null) {
        address = address.replace("{" + one.getName() + "}", one.getExample().toString());
      }
    }
    String query =
        parameters.stream()
            .filter(one -> one.getIn().equals("query") && one.getExample() != null)
            .map(one -> Map.entry(one.getName(), one.getExample().toString()))
            .map(
                one ->
                    one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return address + (query.isEmpty() ? "" : "?" + query);
  }

  private static HttpResponse<String> send(HttpRequest request) throws Exception {
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }
}
