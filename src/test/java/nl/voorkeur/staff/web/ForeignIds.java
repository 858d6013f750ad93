package nl.voorkeur.staff.web;

import com.google.gson.JsonParser;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import nl.voorkeur.Portal;

/**
 * Things of iMailo, one of each kind, and the questions about them that the description of the API
 * allows.
 */
final class ForeignIds {

  /** A number that nothing has. */
  static final String NOBODY = "987654321";

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  /** By the word of the address that stands before the number. */
  private final Map<String, String> ids;

  private ForeignIds(Map<String, String> ids) {
    this.ids = ids;
  }

  /** One request, about what is theirs and about what nobody has. */
  record Question(
      String method, String theirs, String nobodys, String number, String type, String body) {

    HttpRequest.Builder about(Portal portal, String address) {
      return HttpRequest.newBuilder(portal.url(address))
          .header("Content-Type", type)
          .header("Accept", "*/*")
          .method(
              method,
              method.equals("GET")
                  ? HttpRequest.BodyPublishers.noBody()
                  : HttpRequest.BodyPublishers.ofString(body));
    }
  }

  static ForeignIds of(Portal portal, long recipient) throws Exception {
    Map<String, String> ids = new TreeMap<>();
    ids.put("controllers", "1");
    ids.put("topics", "11");
    ids.put("decisions", "11");
    ids.put("recipients", Long.toString(recipient));
    HttpResponse<String> list =
        post(
            portal,
            "controllers/1/exports",
            "{\"topics\": [11], \"purpose\": \"walls\", \"receiver\": \"controller\"}");
    String export = list.headers().firstValue("X-Export-Id").orElseThrow();
    ids.put("exports", export);
    post(
        portal,
        "controllers/1/suppressions",
        "{\"address\": \"walls@voorbeeld.example\", \"reason\": \"walls\"}");
    ids.put("suppressions", first(get(portal, "controllers/1/suppressions"), "items"));
    ids.put(
        "saved-lists",
        id(
            post(
                portal,
                "controllers/1/saved-lists",
                "{\"name\": \"walls\", \"like\": " + export + "}")));
    ids.put(
        "imports",
        id(
            CLIENT.send(
                request(portal, "imports?controller=1&name=walls.csv&topics=11")
                    .header("Content-Type", "application/octet-stream")
                    .POST(HttpRequest.BodyPublishers.ofString("email\nwalls@voorbeeld.example\n"))
                    .build(),
                HttpResponse.BodyHandlers.ofString())));
    return new ForeignIds(ids);
  }

  /** Every operation that names something, once for each thing that it names. */
  List<Question> questions(OpenAPI api) {
    List<Question> questions = new ArrayList<>();
    api.getPaths()
        .forEach(
            (path, item) ->
                item.readOperationsMap()
                    .forEach(
                        (method, operation) ->
                            questions.addAll(questions(method.name(), path, operation))));
    return questions;
  }

  private List<Question> questions(String method, String path, Operation operation) {
    List<Question> questions = new ArrayList<>();
    String[] words = path.split("/");
    for (int at = 1; at < words.length; at++) {
      Optional<String> number = Optional.ofNullable(ids.get(words[at - 1]));
      if (words[at].startsWith("{") && number.isPresent()) {
        questions.add(
            question(
                method,
                fill(words, at, number.get()),
                fill(words, at, NOBODY),
                number.get(),
                operation));
      }
    }
    for (Parameter one : Optional.ofNullable(operation.getParameters()).orElse(List.of())) {
      if (one.getIn().equals("query") && one.getName().equals("controller")) {
        String address = fill(words, -1, "");
        questions.add(
            question(
                method,
                address + "?controller=1",
                address + "?controller=" + NOBODY,
                "1",
                operation));
      }
    }
    return questions;
  }

  /** The address with that word filled in; others are one's own controller, or what nobody has. */
  private static String fill(String[] words, int at, String number) {
    List<String> filled = new ArrayList<>();
    for (int i = 0; i < words.length; i++) {
      boolean open = words[i].startsWith("{");
      boolean own = open && words[i - 1].equals("controllers");
      filled.add(
          !open
              ? words[i]
              : i == at ? number : own ? "2" : words[i].contains("language") ? "nl" : "1");
    }
    return String.join("/", filled);
  }

  private static Question question(
      String method, String theirs, String nobodys, String number, Operation operation) {
    String type = "application/json";
    String body = "{}";
    if (operation.getRequestBody() != null) {
      var content = operation.getRequestBody().getContent().entrySet().iterator().next();
      type = content.getKey().contains("*") ? type : content.getKey();
      body =
          Optional.ofNullable(content.getValue().getExamples())
              .flatMap(all -> all.values().stream().findFirst())
              .map(example -> example.getValue().toString())
              .orElse(body);
    }
    return new Question(method, theirs, nobodys, number, type, body);
  }

  private static String id(HttpResponse<String> answer) {
    return JsonParser.parseString(answer.body()).getAsJsonObject().get("id").getAsString();
  }

  private static String first(HttpResponse<String> answer, String items) {
    return JsonParser.parseString(answer.body())
        .getAsJsonObject()
        .getAsJsonArray(items)
        .get(0)
        .getAsJsonObject()
        .get("id")
        .getAsString();
  }

  private static HttpResponse<String> get(Portal portal, String path) throws Exception {
    return CLIENT.send(request(portal, path).GET().build(), HttpResponse.BodyHandlers.ofString());
  }

  private static HttpResponse<String> post(Portal portal, String path, String body)
      throws Exception {
    return CLIENT.send(
        request(portal, path)
            .header("Content-Type", "application/json")
            .header("Accept", "*/*")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(Portal portal, String path) {
    return HttpRequest.newBuilder(portal.url("/api/v1/" + path))
        .header("Authorization", "Bearer " + Portal.API_TOKEN);
  }
}
