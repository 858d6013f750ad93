package nl.voorkeur;

import com.google.gson.JsonParser;
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
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;

/**
 * Things of iMailo on a running portal, one of each kind.
 *
 * @param ids by the word of an API's address that stands before the number
 */
public record Things(Map<String, String> ids) {

  /** Stands in whatever has a name. */
  public static final String MARK = "nietvanlinde";

  /** Several of these may be made on one portal, and names are their own. */
  private static final AtomicInteger MADE = new AtomicInteger();

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  /** Makes one of each. */
  public static Things of(Portal portal, long recipient) throws Exception {
    Map<String, String> ids = new TreeMap<>();
    String name = MARK + MADE.incrementAndGet();
    ids.put("controllers", "1");
    ids.put("topics", "11");
    ids.put("recipients", Long.toString(recipient));
    HttpResponse<String> list =
        post(
            portal,
            "controllers/1/exports",
            "{\"topics\": [11], \"purpose\": \"" + name + "\", \"receiver\": \"controller\"}");
    String export = list.headers().firstValue("X-Export-Id").orElseThrow();
    ids.put("exports", export);
    post(
        portal,
        "controllers/1/suppressions",
        "{\"address\": \"" + name + "@voorbeeld.example\", \"reason\": \"" + name + "\"}");
    ids.put("suppressions", first(get(portal, "controllers/1/suppressions"), "items"));
    ids.put(
        "saved-lists",
        id(
            post(
                portal,
                "controllers/1/saved-lists",
                "{\"name\": \"" + name + "\", \"like\": " + export + "}")));
    ids.put(
        "imports",
        id(
            send(
                portal,
                "POST",
                "imports?controller=1&name=" + name + ".csv&topics=11",
                "email\nwalls@voorbeeld.example\n".getBytes(StandardCharsets.UTF_8))));
    ids.put("mailings", draft(portal, 11));
    ids.put(
        "attachments",
        JsonParser.parseString(
                send(
                        portal,
                        "PUT",
                        "mailings/" + ids.get("mailings") + "/attachments/" + name + ".txt",
                        name.getBytes(StandardCharsets.UTF_8))
                    .body())
            .getAsJsonArray()
            .get(0)
            .getAsJsonObject()
            .get("id")
            .getAsString());
    ids.put("pictures", id(send(portal, "PUT", "controllers/1/pictures/" + name, picture())));
    throughTheDatabase(portal, ids, name);
    return new Things(ids);
  }

  /** What the portal makes by itself, or on pages alone. */
  private static void throughTheDatabase(Portal portal, Map<String, String> ids, String name)
      throws IOException, SQLException {
    try (Connection database = portal.database();
        Statement statement = database.createStatement()) {
      ids.put(
          "webhooks",
          made(
              statement,
              "INSERT INTO webhook (controller_id, url, permissions, recalls, secret, key_id, actor, heard_to, ended_at, ended_by)"
                  + " VALUES (1, 'https://"
                  + name
                  + ".example', true, true, '', 'test', 'staff:1', 0, now(), 'staff:1') RETURNING id"));
      ids.put(
          "webhook-messages",
          made(
              statement,
              "INSERT INTO webhook_message (webhook_id, line, kind, recipient_id, body, at, state, settled_at) VALUES ("
                  + ids.get("webhooks")
                  + ", 1, 'list.recalled', 1, '"
                  + name
                  + "', now(), 'GIVEN_UP', now()) RETURNING id"));
      ids.put(
          "import-profiles",
          made(
              statement,
              "INSERT INTO import_profile (controller_id, name, headings, kind, charset, delimiter, date_order, fields, actor)"
                  + " VALUES (1, '"
                  + name
                  + "', '{email}', 'CUSTOMERS', 'UTF_8', ',', 'DAY_FIRST', '{EMAIL}', 'staff:1') RETURNING id"));
    }
  }

  private static String made(Statement statement, String insert) throws SQLException {
    try (ResultSet row = statement.executeQuery(insert)) {
      row.next();
      return row.getString(1);
    }
  }

  /** A mailing on a topic that nobody has looked at yet. */
  public static String draft(Portal portal, int topic) throws Exception {
    return id(post(portal, "mailings", text(topic)));
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
