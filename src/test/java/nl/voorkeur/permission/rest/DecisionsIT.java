package nl.voorkeur.permission.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import nl.voorkeur.Portal;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Decisions over lists, and receipts, as another program gets them from the running product. */
class DecisionsIT {

  private static Portal portal;
  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeAll
  static void open() {
    portal = Portal.shared();
  }

  @Test
  void aListIsAnsweredLineByLineWhateverIsInIt() throws Exception {
    long known = recipient("list-known@example.org");
    consent(known);
    String list =
        "list-known@example.org\nnobody@nowhere.example\n\n LIST-known@EXAMPLE.org \nno address\n\"a,b\"@example.org\n=1+1\n";
    assertEquals(
        List.of(
            "address,permitted,reason,basis",
            "list-known@example.org,true,,CONSENT",
            "nobody@nowhere.example,false,NO_CONSENT,",
            " LIST-known@EXAMPLE.org ,true,,CONSENT",
            "no address,false,INVALID,",
            "\"\"\"a,b\"\"@example.org\",false,NO_CONSENT,",
            "=1+1,false,INVALID,"),
        decide(list).lines().toList());
  }

  @Test
  void aLongListIsAnsweredInItsOrder() throws Exception {
    StringBuilder list = new StringBuilder();
    for (int n = 0; n < 12_345; n++) {
      list.append("stranger").append(n).append("@example.net\n");
    }
    List<String> answers = decide(list.toString()).lines().toList();
    assertEquals(12_346, answers.size());
    for (int n = 0; n < 12_345; n++) {
      assertEquals("stranger" + n + "@example.net,false,NO_CONSENT,", answers.get(n + 1));
    }
  }

  @Test
  void oneOrSomeAreAnsweredAsJson() throws Exception {
    consent(recipient("one@example.org"));
    assertEquals(
        "{\"permitted\":false,\"reason\":\"NO_CONSENT\"}",
        ask("decisions/11", "application/json", "{\"address\":\"nobody@nowhere.example\"}", 200));
    assertEquals(
        "[{\"permitted\":true,\"basis\":\"CONSENT\",\"proof\":1},{\"permitted\":false,\"reason\":\"NO_CONSENT\"}]",
        ask(
            "decisions/11",
            "application/json",
            "{\"addresses\":[\"One@example.org\",\"nobody@nowhere.example\"]}",
            200));
  }

  @Test
  void whatCannotBeAnsweredIsTold() throws Exception {
    String good = "{\"address\":\"a@example.org\"}";
    assertTrue(ask("decisions/999999", "application/json", good, 404).contains("no-such-topic"));
    assertTrue(
        ask("decisions/999999", "text/plain", "a@example.org", 404).contains("no-such-topic"));
    assertTrue(ask("decisions/x", "application/json", good, 404).contains("no-such-topic"));
    assertTrue(ask("decisions/11", "text/html", good, 415).contains("unsupported"));
    for (String bad :
        List.of(
            "",
            "[]",
            "{",
            "{\"addresses\":[]}",
            "{\"addresses\":7}",
            "{\"address\":7}",
            "{\"address\":\"a\"}")) {
      String problem = ask("decisions/11", "application/json", bad, 400);
      assertTrue(problem.contains("\"status\":400"), bad + " " + problem);
    }
    HttpResponse<String> stranger =
        client.send(
            HttpRequest.newBuilder(portal.url("/api/v1/decisions/11"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(good))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertEquals(401, stranger.statusCode());
    assertEquals(
        "nosniff",
        send(post("decisions/11", "application/json", "{"))
            .headers()
            .firstValue("X-Content-Type-Options")
            .orElse(""),
        "a refusal has the headers of every answer");
    assertEquals(
        "6000",
        send(post("decisions/11", "application/json", good))
            .headers()
            .firstValue("RateLimit-Limit")
            .orElse(""));
    String api =
        client
            .send(
                HttpRequest.newBuilder(portal.url("/openapi")).build(),
                HttpResponse.BodyHandlers.ofString())
            .body();
    assertTrue(api.contains("/api/v1/decisions/{topic}"), "described at /openapi");
    assertTrue(api.contains("/api/v1/recipients/{id}/receipts/{topic}"), "beside the others");
  }

  private String ask(String path, String type, String body, int status) throws Exception {
    HttpResponse<String> answer = send(post(path, type, body));
    assertEquals(status, answer.statusCode(), answer.body());
    return answer.body();
  }

  @Test
  void aReceiptTellsWhatIsOnRecord() throws Exception {
    long person = recipient("receipt@example.org");
    assertEquals(404, send(get("recipients/" + person + "/receipts/11")).statusCode());
    consent(person);
    HttpResponse<String> answer = send(get("recipients/" + person + "/receipts/11"));
    assertEquals(200, answer.statusCode(), answer.body());
    assertTrue(
        answer.headers().firstValue("Content-Type").orElse("").startsWith("application/ld+json"));
    JsonObject receipt = JsonParser.parseString(answer.body()).getAsJsonObject();
    assertEquals("ISO/IEC TS 27560:2023", receipt.get("schema_version").getAsString());
    JsonObject processing = receipt.getAsJsonObject("processing");
    assertEquals("dpv:Consent", processing.get("lawful_basis").getAsString());
    assertEquals(
        "iMailo B.V.",
        processing
            .getAsJsonArray("pii_controllers")
            .get(0)
            .getAsJsonObject()
            .get("party_name")
            .getAsString());
    JsonArray events = receipt.getAsJsonArray("events");
    assertEquals(1, events.size());
    JsonObject given = events.get(0).getAsJsonObject();
    assertEquals("dpv:ConsentGiven", given.get("event_state").getAsString());
    assertEquals("2026-01-02T03:04:05Z", given.get("confirmed_at").getAsString());
  }

  @Test
  void aConsentNeedsAConfirmationThatHasHappened() throws Exception {
    long person = recipient("future@example.org");
    for (String time : List.of("yesterday", "2999-01-01T00:00:00Z", "")) {
      HttpResponse<String> answer =
          send(
              post(
                  "recipients/" + person + "/consents",
                  "application/json",
                  "{\"topics\":[11],\"evidence\":{\"confirmed_at\":\""
                      + time
                      + "\",\"source\":\"test\"}}"));
      assertEquals(400, answer.statusCode(), time + " " + answer.body());
    }
  }

  private String decide(String list) throws Exception {
    HttpResponse<String> answer = send(post("decisions/11", "text/plain", list));
    assertEquals(200, answer.statusCode(), answer.body());
    return answer.body();
  }

  private long recipient(String address) throws Exception {
    HttpResponse<String> answer =
        send(
            post(
                "controllers/1/recipients",
                "application/json",
                "{\"address\":\"" + address + "\",\"source\":\"test\"}"));
    assertEquals(200, answer.statusCode(), answer.body());
    return JsonParser.parseString(answer.body()).getAsJsonObject().get("id").getAsLong();
  }

  private void consent(long recipient) throws Exception {
    HttpResponse<String> answer =
        send(
            post(
                "recipients/" + recipient + "/consents",
                "application/json",
                "{\"topics\":[11],\"evidence\":{\"confirmed_at\":\"2026-01-02T03:04:05Z\",\"source\":\"test\"}}"));
    assertEquals(200, answer.statusCode(), answer.body());
  }

  private static HttpRequest.Builder get(String path) {
    return request(path).GET();
  }

  private static HttpRequest.Builder post(String path, String type, String body) {
    return request(path).header("Content-Type", type).POST(BodyPublishers.ofString(body));
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(portal.url("/api/v1/" + path))
        .header("Authorization", "Bearer " + Portal.API_TOKEN);
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
