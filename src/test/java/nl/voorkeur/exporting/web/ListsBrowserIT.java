package nl.voorkeur.exporting.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.options.FilePayload;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import nl.voorkeur.Chromium;
import nl.voorkeur.Looks;
import nl.voorkeur.Portal;
import nl.voorkeur.StaffDesk;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Lists as staff make them and as programs fetch, recall and clean them, on the running portal. */
class ListsBrowserIT {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static Portal portal;
  private static Chromium chromium;
  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeAll
  static void open() {
    chromium = Chromium.start();
    portal = Portal.shared();
  }

  @AfterAll
  static void close() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @Test
  void aListIsChosenSeenMadeFetchedAndRecalled() throws Exception {
    long leaver = recipient("leaver@lists.example");
    consent(leaver, 12);
    consent(recipient("stayer@lists.example"), 12);
    try (StaffDesk desk = StaffDesk.ofAdministrator(portal, chromium)) {
      desk.open("/staff/exporting/new?c=imailo");
      sound(desk);
      desk.find("#topic_12").check();
      assertThat(desk.find("#counts")).isVisible(); // by itself, as a filter was chosen
      desk.find("#since").fill("2099-01-01");
      desk.find("#since").blur();
      assertThat(desk.find("#make")).hasCount(0); // nobody is left
      desk.find("#since").fill("");
      desk.find("#since").blur();
      assertThat(desk.find("#make")).isVisible();
      desk.find("button:has-text('See who')").click();
      assertThat(desk.find("#who")).isVisible();
      sound(desk);
      desk.press("announce");
      assertThat(desk.find("#purpose-error")).isVisible();
      assertThat(desk.find("#receiver-error")).isVisible();
      desk.find("#receiver").selectOption("controller");
      desk.fill("purpose", "Print Travel letters");
      desk.find("#use").selectOption("RESEARCH");
      desk.press("announce");
      assertThat(desk.find("#use-error")).containsText("did not say yes");
      desk.find("#use").selectOption("POST");
      desk.find("#use").selectOption("MAIL");
      desk.find("#column_TOPICS").check();
      desk.press("announce");
      assertThat(desk.find(".note.yes")).containsText("ready");
      Download file = desk.page().waitForDownload(() -> desk.find("#fetch button").click());
      String csv = Files.readString(file.path());
      assertTrue(
          csv.startsWith("row,address,first_name,last_name,language,topics,basis,since\r\n"));
      assertTrue(csv.contains("leaver@lists.example"), csv);
      desk.page().reload();
      assertThat(desk.find("#rec")).isVisible();
      sound(desk);

      withdraw(leaver, 12);
      awaitRow(desk);
      assertThat(desk.find("section:has(#rec) tbody")).containsText("l•••@l•••.example");
      assertThat(desk.find("section:has(#rec) tbody")).containsText("Unsubscribed");
      assertFalse(desk.isScrolledSideways());
      sound(desk);
      desk.press("acknowledge");
      assertThat(desk.find(".note.yes")).containsText("dropped");
      assertThat(desk.find("#acknowledge")).hasCount(0);
      desk.press("destroyed");
      assertThat(desk.find("section:has(#rec)")).containsText("This feed has ended");
      for (String page :
          List.of("webhook/webhooks", "exporting/exports", "exporting/rules", "exporting/scrub")) {
        desk.open("/staff/" + page + "?c=imailo");
        sound(desk);
        assertFalse(desk.isScrolledSideways(), page);
      }
      desk.find("#topic").selectOption("12");
      desk.find("#file")
          .setInputFiles(
              new FilePayload(
                  "mine.csv",
                  "text/csv",
                  "E-mail\nstayer@lists.example\nleaver@lists.example\nnobody@lists.example\n"
                      .getBytes(StandardCharsets.UTF_8)));
      Download cleaned =
          desk.page().waitForDownload(() -> desk.find("button:has-text('Clean the list')").click());
      assertEquals(
          "entry,permitted,reason,basis\r\nstayer@lists.example,true,,CONSENT\r\n"
              + "leaver@lists.example,false,WITHDRAWN,\r\nnobody@lists.example,false,NO_CONSENT,\r\n",
          Files.readString(cleaned.path()));
    }
  }

  private static void awaitRow(StaffDesk desk) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (desk.find("section:has(#rec) tbody tr").count() == 0) {
      assertTrue(System.nanoTime() < end, "within seconds");
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300));
      desk.page().reload();
    }
  }

  @Test
  void aProgramFetchesRecallsAndCleans() throws Exception {
    long leaver = recipient("leaver@api.example");
    consent(leaver, 13);
    HttpResponse<String> preview =
        post("controllers/1/exports/preview", "{\"topics\":[13],\"filter\":{\"language\":\"nl\"}}");
    assertEquals(200, preview.statusCode(), preview.body());
    HttpResponse<String> file =
        post(
            "controllers/1/exports",
            "{\"topics\":[13],\"purpose\":\"test\",\"receiver\":\"controller\",\"profile\":\"json_lines\",\"columns\":[\"topics\"]}");
    assertEquals(200, file.statusCode(), file.body());
    assertTrue(file.body().contains("\"address\" : \"leaver@api.example\""), file.body());
    String id = file.headers().firstValue("X-Export-Id").orElseThrow();
    JsonObject manifest = json(get("controllers/1/exports/" + id));
    assertEquals("DONE", manifest.get("state").getAsString());
    withdraw(leaver, 13);
    long end = System.nanoTime() + PATIENCE.toNanos();
    JsonArray items = items(id);
    while (items.isEmpty()) {
      assertTrue(System.nanoTime() < end, "within seconds");
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300));
      items = items(id);
    }
    JsonObject entry = items.get(0).getAsJsonObject();
    assertEquals("leaver@api.example", entry.get("address").getAsString());
    assertEquals("drop", entry.get("act").getAsString());
    assertEquals(
        1,
        json(post("controllers/1/exports/" + id + "/recall/acknowledgements", "{\"upTo\":1}"))
            .get("acknowledged")
            .getAsInt());
    JsonObject page = json(get("controllers/1/exports?limit=1"));
    assertEquals(1, page.getAsJsonArray("items").size());
    for (String other :
        List.of("controllers/2/exports/" + id, "controllers/2/exports/" + id + "/recall")) {
      assertEquals(404, get(other).statusCode(), "promise 7: " + other);
    }
    assertEquals(404, post("controllers/2/exports/" + id + "/file", "").statusCode());
    assertEquals(404, post("scrub/2/13", "text/plain", "a@example.org").statusCode());
    HttpResponse<String> refused =
        post(
            "controllers/1/exports",
            "{\"topics\":[13],\"use\":\"advertising\",\"purpose\":\"test\",\"receiver\":\"processor:999\"}");
    assertEquals(422, refused.statusCode(), refused.body());
    assertTrue(refused.body().contains("RECEIVER_UNKNOWN, USE_NOT_COVERED"), refused.body());
    assertEquals(
        "entry\r\n",
        post("scrub/1/13?only=permitted", "text/plain", "leaver@api.example\nx@y.example").body());
  }

  /**
   * People of a list live on at random; then page, file, API and webhook tell of the same of them,
   * each once. Who is late in fetching that is named on the dashboard.
   */
  @Test
  void theFeedIsTheSameOnPageAsFileInTheApiAndToPrograms() throws Exception {
    String hook =
        json(post(
                "controllers/1/webhooks",
                "{\"url\":\"https://192.0.2.1/recalls\",\"events\":[\"list.recalled\"],\"atOnce\":10}"))
            .get("id")
            .getAsString();
    List<Long> people = new ArrayList<>();
    for (int n = 0; n < 60; n++) {
      people.add(recipient("random" + n + "@feed.example"));
      consent(people.get(n), 13);
    }
    HttpResponse<String> file =
        post(
            "controllers/1/exports",
            "{\"topics\":[13],\"purpose\":\"random\",\"receiver\":\"controller\",\"columns\":[]}");
    String id = file.headers().firstValue("X-Export-Id").orElseThrow();
    Map<String, Integer> rows = new HashMap<>();
    file.body()
        .lines()
        .skip(1)
        .map(line -> line.split(","))
        .forEach(line -> rows.put(line[1], Integer.valueOf(line[0])));
    Set<Integer> expected = liveAtRandom(people, rows);
    assertTrue(expected.size() > 20 && expected.size() < 58, () -> "some of them: " + expected);
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (told(id).size() < expected.size()) {
      assertTrue(System.nanoTime() < end, "within seconds");
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300));
    }
    assertEquals(expected, once(told(id)));
    while (toldToProgram(hook, id).size() < expected.size()) {
      assertTrue(System.nanoTime() < end, "within seconds");
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300));
    }
    assertEquals(expected, once(toldToProgram(hook, id)));
    try (StaffDesk desk = StaffDesk.ofAdministrator(portal, chromium)) {
      desk.open("/staff/exporting/export?c=imailo&export=" + id);
      List<String> shown = desk.find("section:has(#rec) tbody td:nth-of-type(1)").allInnerTexts();
      assertEquals(expected, once(shown.stream().map(Integer::valueOf).toList()));
      String csv =
          desk.context()
              .request()
              .get(portal.url() + "/staff/exporting/recall?c=imailo&export=" + id)
              .text();
      assertEquals(
          expected,
          once(csv.lines().skip(1).map(line -> Integer.valueOf(line.split(",")[1])).toList()));
      try (Connection database = portal.database();
          Statement statement = database.createStatement()) {
        statement.executeUpdate(
            "UPDATE recall SET noticed_at = noticed_at - interval '9 days' WHERE export_id = "
                + id);
      }
      desk.open("/staff/?c=imailo");
      String late = ".todo li:has-text('has not fetched since') a[href*='export=" + id + "']";
      assertThat(desk.find(late)).hasCount(1);
      desk.find(late).click();
      assertThat(desk.find("section:has(#rec)")).isVisible();
      post("controllers/1/exports/" + id + "/destruction", "");
      desk.open("/staff/?c=imailo");
      assertThat(desk.find(late)).hasCount(0);
      sound(desk);
    }
    client.send(
        request("controllers/1/webhooks/" + hook).DELETE().build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** Hundreds of acts, some of which recall; answers the rows of those whom one of them recalls. */
  private Set<Integer> liveAtRandom(List<Long> people, Map<String, Integer> rows) throws Exception {
    Random random = new Random(20261123);
    Set<Integer> gone = new TreeSet<>();
    try (Connection database = portal.database();
        Statement statement = database.createStatement()) {
      for (int turn = 0; turn < 400; turn++) {
        int who = random.nextInt(people.size());
        int what = random.nextInt(60);
        if (what == 7) {
          post(
              "controllers/1/suppressions",
              "{\"address\":\"random" + who + "@feed.example\",\"reason\":\"test\"}");
          gone.add(rows.get("random" + who + "@feed.example"));
          continue;
        }
        String facts =
            switch (what) {
              case 0 -> "13, 'WITHDRAWAL', 'ONE_CLICK', 'recipient'";
              case 1 -> "NULL, 'WITHDRAWAL', 'UNSUBSCRIBE_PAGE', 'recipient'";
              case 2 -> "NULL, 'OBJECTION', 'PREFERENCES', 'recipient'";
              case 3 -> "NULL, 'COMPLAINT', 'COMPLAINT', 'system'";
              case 4 -> "NULL, 'RESTRICTION', 'FRESH_LINK', 'recipient'";
              case 5 -> "NULL, 'ERASURE', 'FRESH_LINK', 'recipient'";
              case 6 -> "NULL, 'BOUNCE', 'BOUNCE', 'system'";
              case 8, 9, 10, 11 -> "12, 'WITHDRAWAL', 'ONE_CLICK', 'recipient'";
              case 12, 13, 14, 15 -> "12, 'CONSENT_GIVEN', 'CONFIRMATION', 'recipient'";
              case 16, 17, 18, 19 -> "NULL, 'PROFILING_OBJECTION', 'PREFERENCES', 'recipient'";
              default -> "13, 'CONSENT_GIVEN', 'CONFIRMATION', 'recipient'";
            };
        statement.executeUpdate(
            "INSERT INTO ledger (recipient_id, topic_id, kind, route, actor) VALUES ("
                + people.get(who)
                + ", "
                + facts
                + ")");
        if (what < 7) {
          gone.add(rows.get("random" + who + "@feed.example"));
        }
      }
    }
    return gone;
  }

  /** The rows in the feed of a list, fetched in small pages. */
  private List<Integer> told(String export) throws Exception {
    List<Integer> rows = new ArrayList<>();
    String after = "0";
    while (!after.isEmpty()) {
      JsonObject page =
          json(get("controllers/1/exports/" + export + "/recall?limit=7&after=" + after));
      page.getAsJsonArray("items")
          .forEach(one -> rows.add(one.getAsJsonObject().get("row").getAsInt()));
      after = page.has("next") ? page.get("next").getAsString() : "";
    }
    return rows;
  }

  /** The rows of a list that a program was told of, or will be. */
  private List<Integer> toldToProgram(String hook, String export) throws Exception {
    List<Integer> rows = new ArrayList<>();
    for (JsonElement message :
        json(get("controllers/1/webhooks/" + hook + "/messages?limit=200"))
            .getAsJsonArray("items")) {
      String body = message.getAsJsonObject().get("body").getAsString();
      for (JsonElement event :
          JsonParser.parseString(body)
              .getAsJsonObject()
              .getAsJsonObject("data")
              .getAsJsonArray("events")) {
        JsonObject data = event.getAsJsonObject().getAsJsonObject("data");
        if (data.get("export").getAsString().equals(export)) {
          rows.add(data.get("row").getAsInt());
        }
      }
    }
    return rows;
  }

  private static Set<Integer> once(List<Integer> rows) {
    Set<Integer> each = new TreeSet<>(rows);
    assertEquals(each.size(), rows.size(), "each once");
    return each;
  }

  @Test
  void aProgramIsToldInBatchesAndAloneAgainOnPageAndInTheApi() throws Exception {
    String hook =
        json(post(
                "controllers/1/webhooks",
                "{\"url\":\"https://192.0.2.1/batches\",\"events\":[\"permission.changed\"]}"))
            .get("id")
            .getAsString();
    HttpResponse<String> grouped = put("controllers/1/webhooks/" + hook + "/at-once", 20);
    assertEquals(20, json(grouped).get("atOnce").getAsInt());
    assertEquals(404, put("controllers/2/webhooks/" + hook + "/at-once", 20).statusCode());
    assertEquals(400, put("controllers/1/webhooks/" + hook + "/at-once", 501).statusCode());
    try (Connection database = portal.database();
        Statement statement = database.createStatement();
        StaffDesk desk = StaffDesk.ofAdministrator(portal, chromium)) {
      desk.open("/staff/webhook/webhooks?c=imailo&webhook=" + hook);
      assertThat(desk.find("#grouped")).hasValue("20");
      desk.fill("grouped", "0").press("regroup");
      assertThat(desk.find("#grouped-error")).containsText("500");
      sound(desk);
      desk.fill("grouped", "50").press("regroup");
      assertThat(desk.find(".note.yes")).isVisible();
      assertThat(desk.find("#grouped")).hasValue("50");
      statement.executeUpdate(
          "INSERT INTO webhook_message (webhook_id, line, kind, events, body, at, next_at) VALUES ("
              + hook
              + ", 1, 'permission.changed', 2, '{}', now(), now() + interval '1 hour')");
      assertEquals(409, put("controllers/1/webhooks/" + hook + "/at-once", 1).statusCode());
      desk.fill("grouped", "1").press("regroup");
      assertThat(desk.find("#grouped-error")).isVisible();
      statement.executeUpdate("DELETE FROM webhook_message WHERE webhook_id = " + hook);
      desk.press("regroup");
      assertThat(desk.find(".note.yes")).isVisible();
      assertThat(desk.find("#grouped")).hasValue("1");
      desk.press("end");
      assertThat(desk.find("#regroup")).hasCount(0);
    }
  }

  /**
   * A program of one receiver, chosen by name; what is wrong is said with the name of its field.
   */
  @Test
  void aProgramOfOneReceiverIsAdded() {
    try (StaffDesk desk = StaffDesk.ofAdministrator(portal, chromium)) {
      desk.open("/staff/webhook/webhooks?c=imailo").press("save");
      assertThat(desk.find(".note.stop a[href='#url']")).hasText("Address Fill this in.");
      desk.fill("url", "https://192.0.2.1/receiver").find("#receiver").selectOption("controller");
      desk.press("save");
      assertThat(desk.find("code").first()).isVisible();
      assertThat(desk.find("tr", "https://192.0.2.1/receiver"))
          .containsText("Only about lists of iMailo B.V.");
      Looks.check(desk.page(), "webhooks");
      desk.find("th.url a", "https://192.0.2.1/receiver").click();
      desk.press("end");
      assertThat(desk.find("#end")).hasCount(0);
    }
  }

  private HttpResponse<String> put(String path, int atOnce) throws Exception {
    return client.send(
        request(path)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString("{\"atOnce\":" + atOnce + "}"))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void aRequestSentAgainIsCarriedOutOnceAndWhatOneHasIsNotSentAgain() throws Exception {
    String wanted = "{\"topics\":[11],\"purpose\":\"once\",\"receiver\":\"controller\"}";
    String key = "key-" + System.nanoTime();
    assertEquals(200, keyed("controllers/1/exports", key, wanted).statusCode());
    HttpResponse<String> file = keyed("controllers/1/exports", key, wanted);
    assertEquals(409, file.statusCode(), file.body());
    assertTrue(file.body().contains("made-before"), file.body());
    String preview = "preview-" + System.nanoTime();
    HttpResponse<String> first =
        keyed("controllers/1/exports/preview", preview, "{\"topics\":[11]}");
    HttpResponse<String> second =
        keyed("controllers/1/exports/preview", preview, "{\"topics\":[11]}");
    assertEquals(200, second.statusCode(), second.body());
    assertEquals(first.body(), second.body());
    assertEquals("true", second.headers().firstValue("Idempotency-Replayed").orElse(""));
    HttpResponse<String> other =
        keyed("controllers/1/exports/preview", preview, "{\"topics\":[12]}");
    assertEquals(422, other.statusCode(), other.body());
    HttpResponse<String> topics = get("controllers/1/topics");
    String tag = topics.headers().firstValue("ETag").orElseThrow();
    HttpResponse<String> known =
        client.send(
            request("controllers/1/topics").header("If-None-Match", tag).GET().build(),
            HttpResponse.BodyHandlers.ofString());
    assertEquals(304, known.statusCode());
    assertEquals("", known.body());
  }

  private HttpResponse<String> keyed(String path, String key, String body) throws Exception {
    return client.send(
        request(path)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .POST(BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private JsonArray items(String id) throws Exception {
    return json(get("controllers/1/exports/" + id + "/recall")).getAsJsonArray("items");
  }

  private long recipient(String address) throws Exception {
    return json(post(
            "controllers/1/recipients",
            "{\"address\":\"" + address + "\",\"source\":\"test\",\"language\":\"nl\"}"))
        .get("id")
        .getAsLong();
  }

  private void consent(long recipient, int topic) throws Exception {
    json(
        post(
            "recipients/" + recipient + "/consents",
            "{\"topics\":["
                + topic
                + "],\"evidence\":{\"confirmed_at\":\"2026-01-02T03:04:05Z\",\"source\":\"test\"}}"));
  }

  private void withdraw(long recipient, int topic) throws Exception {
    json(post("recipients/" + recipient + "/withdrawals", "{\"topic\":" + topic + "}"));
  }

  private static JsonObject json(HttpResponse<String> answer) {
    assertEquals(2, answer.statusCode() / 100, answer.body());
    return JsonParser.parseString(answer.body()).getAsJsonObject();
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return post(path, "application/json", body);
  }

  private HttpResponse<String> post(String path, String type, String body) throws Exception {
    return client.send(
        request(path).header("Content-Type", type).POST(BodyPublishers.ofString(body)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(portal.url("/api/v1/" + path))
        .header("Authorization", "Bearer " + Portal.API_TOKEN);
  }

  private static void sound(StaffDesk desk) {
    assertEquals(List.of(), desk.accessibilityFaults());
  }
}
