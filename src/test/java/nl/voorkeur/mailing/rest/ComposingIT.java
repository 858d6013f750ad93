package nl.voorkeur.mailing.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.voorkeur.People;
import nl.voorkeur.Portal;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A program writes, looks over, schedules and starts a mailing, as staff do on the pages. */
class ComposingIT {

  private static final long SURVEYS = 15;

  private static final String READER =
      "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static Portal portal;

  @BeforeAll
  static void open() {
    portal = Portal.shared();
  }

  @Test
  void fromTheFirstWordToTheStart() throws Exception {
    People people = new People(portal);
    String reader = people.freshAddress();
    people.subscriber(reader, SURVEYS);
    String subject = "Via de API " + System.nanoTime();
    long id =
        object(201, "POST", "mailings", draft(subject, "Dag {{first_name|lezer}}"))
            .get("id")
            .getAsLong();
    String mailing = "mailings/" + id;
    object(200, "PUT", mailing + "/texts/en", "{\"subject\":\"By the API\",\"body\":\"Hello\"}");
    assertEquals(
        "fallback-text",
        code(409, "PUT", mailing + "/texts/nl", "{\"subject\":\"x\",\"body\":\"y\"}"));
    code(400, "PUT", mailing + "/texts/xx", "{\"subject\":\"x\",\"body\":\"y\"}");
    JsonObject texts = object(200, "GET", mailing + "/texts", "");
    assertEquals("nl", texts.get("fallback").getAsString());
    assertEquals(2, texts.getAsJsonObject("texts").size());
    assertEquals(
        "By the API",
        object(200, "GET", mailing + "/preview?language=en", "").get("subject").getAsString());
    assertTrue(findings(mailing).toString().contains("\"language-missing\""));

    object(200, "PUT", mailing, draft(subject, "{{nothing}}"));
    assertTrue(findings(mailing).toString().contains("\"unknown-field\""));
    assertEquals("not-right-yet", code(409, "POST", mailing + "/start", ""));
    object(200, "PUT", mailing, draft(subject, "Dag {{first_name|lezer}}"));

    assertEquals(
        "not-yours-to-approve",
        code(409, "POST", mailing + "/approval", "{\"revision\":1}"),
        "its own author");
    code(
        200,
        "PUT",
        mailing + "/window",
        "{\"days\":[\"MONDAY\"],\"from\":\"09:00\",\"until\":\"17:00\",\"zone\":\"Europe/Amsterdam\"}");
    code(
        400,
        "PUT",
        mailing + "/window",
        "{\"days\":[\"MONDAY\"],\"from\":\"17:00\",\"until\":\"09:00\"}");
    code(200, "DELETE", mailing + "/window", "");
    String moment = "{\"at\":\"2037-01-01T09:00:00+01:00\",\"zone\":\"Europe/Amsterdam\"}";
    JsonObject scheduled = object(200, "PUT", mailing + "/schedule", moment);
    assertEquals(
        "2037-01-01T08:00:00Z", scheduled.getAsJsonObject("schedule").get("at").getAsString());
    assertEquals("not-a-draft", code(409, "PUT", mailing, draft(subject, "x")), "it waits");
    code(409, "PUT", mailing + "/schedule", moment);
    code(200, "DELETE", mailing + "/schedule", "");
    code(
        409,
        "PUT",
        mailing + "/schedule",
        "{\"at\":\"2020-01-01T09:00:00+01:00\",\"zone\":\"Europe/Amsterdam\"}");

    assertEquals(
        200,
        send("PUT", mailing + "/attachments/a.txt", "Bijlage", "application/octet-stream")
            .statusCode());
    assertEquals(
        422,
        send("PUT", mailing + "/attachments/a.exe", "MZ", "application/octet-stream").statusCode());
    assertEquals(
        422,
        send("PUT", "controllers/1/pictures/x.svg", "<svg/>", "application/octet-stream")
            .statusCode());
    assertTrue(json(200, "GET", "controllers/1/pictures", "").isJsonArray());
    code(404, "GET", "controllers/999999/pictures", "");
    JsonObject audience = object(200, "GET", mailing + "/audience?sample=5", "");
    assertTrue(audience.get("permitted").getAsLong() > 0);
    assertTrue(audience.getAsJsonArray("sample").size() > 0);

    assertEquals("SENDING", object(200, "POST", mailing + "/start", "").get("state").getAsString());
    assertEquals("not-a-draft", code(409, "POST", mailing + "/start", ""));
    assertTrue(portal.mails().await(reader).getContentType().startsWith("multipart/mixed"));
    code(409, "DELETE", mailing, "");
    code(404, "GET", "mailings/999999999/texts", "");
  }

  @Test
  void aProgramCopiesAndSetsTheRules() throws Exception {
    long id =
        object(201, "POST", "mailings", draft("Kopie " + System.nanoTime(), "Dag"))
            .get("id")
            .getAsLong();
    JsonObject copy = object(201, "POST", "mailings/" + id + "/copy", "");
    assertEquals("DRAFT", copy.get("state").getAsString());
    assertTrue(copy.get("id").getAsLong() > id);
    assertEquals(
        "hours-invalid", code(400, "PUT", "mailings/" + id + "/lifetime", "{\"hours\":0}"));
    code(200, "PUT", "mailings/" + id + "/lifetime", "{\"hours\":48}");
    assertEquals(
        48, object(200, "GET", "mailings/" + id + "/progress", "").get("lifetimeHours").getAsInt());
    assertEquals(
        0,
        object(200, "GET", "mailings/" + id + "/responses", "")
            .getAsJsonObject("opened")
            .get("people")
            .getAsInt());

    JsonObject before = object(200, "GET", "controllers/2/sending-rules", "");
    JsonObject rules =
        object(
            200,
            "PUT",
            "controllers/2/sending-rules",
            "{\"perSecond\":5,\"bouncePercent\":2.5,\"domains\":[{\"domain\":\"*\",\"connections\":3}]}");
    assertEquals(5, rules.get("perSecond").getAsInt());
    assertEquals(24, rules.get("lifetimeHours").getAsInt());
    code(400, "PUT", "controllers/2/sending-rules", "{\"perSecond\":0}");
    code(400, "PUT", "controllers/2/sending-rules", "{\"warmUp\":[10]}");
    object(200, "PUT", "controllers/2/sending-rules", before.toString());
    code(404, "GET", "controllers/999999/sending-rules", "");

    JsonObject policy = object(200, "GET", "controllers/2/mailing-policy", "");
    policy.addProperty("tracking", true);
    assertTrue(
        object(200, "PUT", "controllers/2/mailing-policy", policy.toString())
            .get("tracking")
            .getAsBoolean());
    policy.addProperty("tracking", false);
    code(200, "PUT", "controllers/2/mailing-policy", policy.toString());
    code(400, "PUT", "controllers/2/mailing-policy", "{\"zone\":\"Mars/Base\"}");

    String name = "API " + System.nanoTime();
    JsonObject layout = object(201, "POST", "controllers/2/layouts", "{\"name\":\"" + name + "\"}");
    String path = "controllers/2/layouts/" + layout.get("layout").getAsLong();
    JsonObject page = new JsonObject();
    page.add("page", layout.get("page"));
    assertEquals(2, object(200, "PUT", path, page.toString()).get("version").getAsInt());
    assertEquals("layout-invalid", code(422, "PUT", path, "{\"page\":\"<script>\"}"));
    assertEquals(
        "name-taken", code(409, "POST", "controllers/2/layouts", "{\"name\":\"" + name + "\"}"));
    assertEquals(2, json(200, "GET", path, "").getAsJsonArray().size());
  }

  /** A complaint about a mail that really came, told by its Message-ID, and a bounce as a mail. */
  @Test
  void aProgramReportsWhatCameBack() throws Exception {
    People people = new People(portal);
    String reader = people.freshAddress();
    people.subscriber(reader, SURVEYS);
    long id =
        object(201, "POST", "mailings", draft("Klacht " + System.nanoTime(), "Dag"))
            .get("id")
            .getAsLong();
    object(200, "POST", "mailings/" + id + "/start", "");
    var mail = portal.mails().await(reader);
    String event =
        "[{\"id\":\"fb-"
            + id
            + "\",\"type\":\"complaint\",\"messageId\":\""
            + mail.getMessageID()
            + "\"}]";
    assertEquals("APPLIED", outcome(event));
    assertEquals("KNOWN", outcome(event), "told again");
    assertEquals(
        "UNKNOWN",
        outcome(
            "[{\"id\":\"fc-"
                + id
                + "\",\"type\":\"bounce\",\"status\":\"5.1.1\",\"mailing\":"
                + id
                + ",\"address\":\"nobody@example.org\"}]"));
    code(400, "POST", "controllers/1/feedback", "[{\"id\":\"x\",\"type\":\"hello\"}]");
    code(400, "POST", "controllers/1/feedback", "[]");
    HttpResponse<String> away =
        send("POST", "controllers/1/feedback", "Subject: Away\r\n\r\nMay.\r\n", "message/rfc822");
    assertEquals(200, away.statusCode(), away.body());
    assertEquals("{\"reports\":[]}", away.body());
  }

  /** Opens and clicks over HTTP: of who agreed, by a person, with a genuine link (promise 8). */
  @Test
  void whatAWillingReaderOpensAndFollowsIsCounted() throws Exception {
    People people = new People(portal);
    String willing = people.freshAddress();
    String other = people.freshAddress();
    long person = people.subscriber(willing, SURVEYS);
    people.subscriber(other, SURVEYS);
    update(
        "INSERT INTO ledger (recipient_id, kind, route, actor) VALUES ("
            + person
            + ", 'TRACKING_ALLOWED', 'FRESH_LINK', 'recipient')");
    JsonObject policy = object(200, "GET", "controllers/1/mailing-policy", "");
    policy.addProperty("tracking", true);
    object(200, "PUT", "controllers/1/mailing-policy", policy.toString());
    try {
      long id =
          object(
                  201,
                  "POST",
                  "mailings",
                  draft("Geteld " + System.nanoTime(), "[Lees](https://www.imailo.example/een)"))
              .get("id")
              .getAsLong();
      object(200, "POST", "mailings/" + id + "/start", "");
      String bare = html(portal.mails().await(other));
      assertFalse(bare.contains("/k/") || bare.contains("/o/"), bare);
      assertTrue(bare.contains("https://www.imailo.example/een"), bare);
      String counted = html(portal.mails().await(willing));
      String link = path(counted, "/k/[A-Za-z0-9_-]+/\\d+");
      String picture = path(counted, "/o/[A-Za-z0-9_-]+");
      update(
          "UPDATE delivery SET settled_at = settled_at - interval '1 hour' WHERE mailing_id = "
              + id);

      assertLeads(link, "HEAD", READER);
      assertLeads(link, "GET", "Barracuda Sentinel");
      assertLeads(link, "GET", READER, "Sec-Purpose", "prefetch");
      visit(picture, "GET", "GoogleImageProxy");
      assertEquals("[0,0]", counts(id), "no person was there");
      assertEquals(404, visit(tampered(link), "GET", READER).statusCode());
      assertEquals(404, visit(tampered(picture), "GET", READER).statusCode());
      assertEquals(
          404, visit(link + "9999", "GET", READER).statusCode(), "no link of this mailing");
      assertEquals(404, visit(link.replace("/k/", "/o/"), "GET", READER).statusCode());
      assertEquals(403, visit(link, "POST", READER).statusCode(), "from no page of ours");
      assertEquals("[0,0]", counts(id), "nothing genuine");

      HttpResponse<String> pixel = visit(picture, "GET", READER);
      String type = pixel.headers().firstValue("Content-Type").orElse("");
      assertTrue(type.startsWith("image/gif"), type);
      assertEquals("no-store", pixel.headers().firstValue("Cache-Control").orElse(""));
      assertEquals(List.of(), pixel.headers().allValues("Set-Cookie"));
      assertLeads(link, "GET", READER);
      assertEquals("[1,1]", counts(id));

      // the controller's switch, and then the person's word, end it also for mails sent before
      policy.addProperty("tracking", false);
      object(200, "PUT", "controllers/1/mailing-policy", policy.toString());
      assertLeads(link, "GET", READER);
      policy.addProperty("tracking", true);
      object(200, "PUT", "controllers/1/mailing-policy", policy.toString());
      update(
          "INSERT INTO ledger (recipient_id, kind, route, actor) VALUES ("
              + person
              + ", 'TRACKING_REFUSED', 'PREFERENCES', 'recipient')");
      assertLeads(link, "GET", READER);
      visit(picture, "GET", READER);
      assertEquals(0, count("SELECT count(*) FROM mailing_response WHERE mailing_id = " + id));
      assertEquals("[1,1]", counts(id), "the numbers stay, and nothing is added");
    } finally {
      policy.addProperty("tracking", false);
      object(200, "PUT", "controllers/1/mailing-policy", policy.toString());
    }
  }

  /** Opened and clicked, by the API. */
  private static String counts(long id) throws Exception {
    JsonObject responses = object(200, "GET", "mailings/" + id + "/responses", "");
    return "["
        + responses.getAsJsonObject("opened").get("people").getAsLong()
        + ","
        + responses.getAsJsonObject("clicked").get("people").getAsLong()
        + "]";
  }

  private static String html(MimeMessage mail) throws Exception {
    return (String) ((MimeMultipart) mail.getContent()).getBodyPart(1).getContent();
  }

  private static String path(String html, String pattern) {
    Matcher found = Pattern.compile(pattern).matcher(html);
    assertTrue(found.find(), html);
    return found.group();
  }

  /** Another letter in the middle of the token. */
  private static String tampered(String path) {
    return path.substring(0, 20) + (path.charAt(20) == 'A' ? 'B' : 'A') + path.substring(21);
  }

  private static void assertLeads(String link, String method, String agent, String... headers)
      throws Exception {
    HttpResponse<String> answer = visit(link, method, agent, headers);
    assertEquals(302, answer.statusCode());
    assertEquals(
        "https://www.imailo.example/een", answer.headers().firstValue("Location").orElse(""));
  }

  private static HttpResponse<String> visit(
      String path, String method, String agent, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(portal.url(path))
            .header("User-Agent", agent)
            .method(method, BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static void update(String statement) throws Exception {
    try (Connection database = portal.database();
        Statement run = database.createStatement()) {
      run.execute(statement);
    }
  }

  private static long count(String question) throws Exception {
    try (Connection database = portal.database();
        Statement run = database.createStatement();
        ResultSet row = run.executeQuery(question)) {
      row.next();
      return row.getLong(1);
    }
  }

  private static String outcome(String events) throws Exception {
    return object(200, "POST", "controllers/1/feedback", events)
        .getAsJsonArray("results")
        .get(0)
        .getAsJsonObject()
        .get("outcome")
        .getAsString();
  }

  private static String draft(String subject, String body) {
    JsonObject text = new JsonObject();
    text.addProperty("topic", SURVEYS);
    text.addProperty("language", "nl");
    text.addProperty("subject", subject);
    text.addProperty("body", body);
    return text.toString();
  }

  private static JsonArray findings(String mailing) throws Exception {
    return json(200, "GET", mailing + "/findings", "").getAsJsonArray();
  }

  private static JsonObject object(int status, String method, String path, String body)
      throws Exception {
    return json(status, method, path, body).getAsJsonObject();
  }

  /** The code of a problem; empty when it is none. */
  private static String code(int status, String method, String path, String body) throws Exception {
    JsonElement answer = json(status, method, path, body);
    return answer.isJsonObject() && answer.getAsJsonObject().has("code")
        ? answer.getAsJsonObject().get("code").getAsString()
        : "";
  }

  private static JsonElement json(int status, String method, String path, String body)
      throws Exception {
    HttpResponse<String> answer = send(method, path, body, "application/json");
    assertEquals(status, answer.statusCode(), method + " " + path + ": " + answer.body());
    return JsonParser.parseString(answer.body());
  }

  private static HttpResponse<String> send(String method, String path, String body, String type)
      throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(portal.url("/api/v1/" + path))
            .header("Authorization", "Bearer " + Portal.API_TOKEN)
            .header("Content-Type", type)
            .method(
                method,
                body.isEmpty()
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(body, StandardCharsets.UTF_8))
            .build();
    return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
