package nl.voorkeur.staff.web;

import com.google.gson.JsonParser;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import nl.voorkeur.Portal;

/**
 * Things of iMailo, one of each kind, and the questions about them that the description of the API
 * allows.
 */
final class ForeignIds {

  /** A number that nothing has. */
  static final String NOBODY = "987654321";

  /** Stands in whatever is theirs and has a name. */
  static final String MARK = "nietvanlinde";

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  /** By the word of the address that stands before the number. */
  private final Map<String, String> ids;

  /** Something of De Linde, where theirs would stand below it. */
  private final Map<String, String> own;

  private ForeignIds(Map<String, String> ids, Map<String, String> own) {
    this.ids = ids;
    this.own = own;
  }

  /** Each with the name under which pages ask for it. */
  Map<String, String> onPages() {
    Map<String, String> named = new TreeMap<>();
    ids.forEach(
        (word, number) ->
            named.put(
                switch (word) {
                  case "import-profiles" -> "profile";
                  case "saved-lists" -> "list";
                  default -> word.replaceFirst("s$", "");
                },
                number));
    named.put("processor", "1");
    return named;
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
            "{\"topics\": [11], \"purpose\": \"" + MARK + "\", \"receiver\": \"controller\"}");
    String export = list.headers().firstValue("X-Export-Id").orElseThrow();
    ids.put("exports", export);
    post(
        portal,
        "controllers/1/suppressions",
        "{\"address\": \"" + MARK + "@voorbeeld.example\", \"reason\": \"" + MARK + "\"}");
    ids.put("suppressions", first(get(portal, "controllers/1/suppressions"), "items"));
    ids.put(
        "saved-lists",
        id(
            post(
                portal,
                "controllers/1/saved-lists",
                "{\"name\": \"" + MARK + "\", \"like\": " + export + "}")));
    ids.put(
        "imports",
        id(
            send(
                portal,
                "POST",
                "imports?controller=1&name=" + MARK + ".csv&topics=11",
                "email\nwalls@voorbeeld.example\n".getBytes(StandardCharsets.UTF_8))));
    ids.put("mailings", id(post(portal, "mailings", text(11))));
    ids.put(
        "attachments",
        JsonParser.parseString(
                send(
                        portal,
                        "PUT",
                        "mailings/" + ids.get("mailings") + "/attachments/" + MARK + ".txt",
                        MARK.getBytes(StandardCharsets.UTF_8))
                    .body())
            .getAsJsonArray()
            .get(0)
            .getAsJsonObject()
            .get("id")
            .getAsString());
    ids.put("pictures", id(send(portal, "PUT", "controllers/1/pictures/" + MARK, picture())));
    throughTheDatabase(portal, ids);
    return new ForeignIds(ids, Map.of("mailings", id(post(portal, "mailings", text(21)))));
  }

  /** What the portal makes by itself, or on pages alone. */
  private static void throughTheDatabase(Portal portal, Map<String, String> ids)
      throws IOException, SQLException {
    try (Connection database = portal.database();
        Statement statement = database.createStatement()) {
      ids.put(
          "webhooks",
          made(
              statement,
              "INSERT INTO webhook (controller_id, url, permissions, recalls, secret, key_id, actor, heard_to, ended_at, ended_by)"
                  + " VALUES (1, 'https://"
                  + MARK
                  + ".example', true, true, '', 'test', 'staff:1', 0, now(), 'staff:1') RETURNING id"));
      ids.put(
          "webhook-messages",
          made(
              statement,
              "INSERT INTO webhook_message (webhook_id, line, kind, recipient_id, body, at, state, settled_at) VALUES ("
                  + ids.get("webhooks")
                  + ", 1, 'list.recalled', 1, '"
                  + MARK
                  + "', now(), 'GIVEN_UP', now()) RETURNING id"));
      ids.put(
          "import-profiles",
          made(
              statement,
              "INSERT INTO import_profile (controller_id, name, headings, kind, charset, delimiter, date_order, fields, actor)"
                  + " VALUES (1, '"
                  + MARK
                  + "', '{email}', 'CUSTOMERS', 'UTF_8', ',', 'DAY_FIRST', '{EMAIL}', 'staff:1') RETURNING id"));
    }
  }

  private static String made(Statement statement, String insert) throws SQLException {
    try (ResultSet row = statement.executeQuery(insert)) {
      row.next();
      return row.getString(1);
    }
  }

  private static String text(int topic) {
    return "{\"topic\": "
        + topic
        + ", \"language\": \"nl\", \"subject\": \""
        + (topic == 11 ? MARK : "own")
        + "\", \"body\": \"# Kop\"}";
  }

  private static byte[] picture() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), "png", bytes);
    return bytes.toByteArray();
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
        String query = asksController(operation) ? "?controller=2" : "";
        questions.add(
            question(
                method,
                fill(words, at, number.get()) + query,
                fill(words, at, NOBODY) + query,
                number.get(),
                operation));
      }
    }
    if (asksController(operation)) {
      String address = fill(words, -1, "");
      questions.add(
          question(
              method,
              address + "?controller=1",
              address + "?controller=" + NOBODY,
              "1",
              operation));
    }
    return questions;
  }

  private static boolean asksController(Operation operation) {
    return Optional.ofNullable(operation.getParameters()).orElse(List.of()).stream()
        .anyMatch(one -> one.getIn().equals("query") && one.getName().equals("controller"));
  }

  /** The address with that word filled in; others are one's own controller, or what nobody has. */
  private String fill(String[] words, int at, String number) {
    List<String> filled = new ArrayList<>();
    for (int i = 0; i < words.length; i++) {
      boolean open = words[i].startsWith("{");
      String mine = own.getOrDefault(words[Math.max(0, i - 1)], "1");
      boolean first = open && words[i - 1].equals("controllers");
      filled.add(
          !open
              ? words[i]
              : i == at ? number : first ? "2" : words[i].contains("language") ? "nl" : mine);
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

  private static HttpResponse<String> send(Portal portal, String method, String path, byte[] file)
      throws Exception {
    return CLIENT.send(
        request(portal, path)
            .header("Content-Type", "application/octet-stream")
            .method(method, HttpRequest.BodyPublishers.ofByteArray(file))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(Portal portal, String path) {
    return HttpRequest.newBuilder(portal.url("/api/v1/" + path))
        .header("Authorization", "Bearer " + Portal.API_TOKEN);
  }
}
