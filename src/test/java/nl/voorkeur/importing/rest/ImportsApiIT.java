package nl.voorkeur.importing.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import nl.voorkeur.Portal;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An import by a program, from the upload to its undo. */
class ImportsApiIT {

  /** New books, a newsletter of De Linde, for whom we act under agreement 3. */
  private static final String PLAN =
      "controller=2&kind=CONSENTS&topics=21&source=CLIENT&from=shop&agreement=3&dryRun=false";

  private static Portal portal;

  private record Answer(int status, JsonObject body) {}

  @BeforeAll
  static void open() {
    portal = Portal.shared();
  }

  @Test
  void fromUploadToUndo() throws Exception {
    String person = "api." + System.nanoTime() + "@example.com";
    String file =
        "Email Address,CONFIRM_TIME\n"
            + (person + ",2024-05-01 10:00:00\n")
            + ("never." + person + ",\n");
    Answer tried = post("imports?" + PLAN.replace("&dryRun=false", ""), "text/csv", file);
    assertEquals(201, tried.status(), tried.toString());
    assertEquals("CHECKED", text(tried, "state"));
    Answer made = post("imports?" + PLAN, "text/csv", file);
    assertEquals(200, made.status(), "the file that waits goes on");
    assertEquals("DONE", text(made, "state"));
    JsonObject counts = made.body().getAsJsonObject("counts");
    assertEquals(1, counts.get("NEW").getAsInt());
    assertEquals(1, counts.get("UNPROVEN").getAsInt());
    String id = text(made, "id");

    Answer same = post("imports?" + PLAN, "text/csv", file);
    assertEquals(200, same.status(), "the same file is the same import");
    assertEquals(id, text(same, "id"));
    assertTrue(same.body().get("alreadyUploaded").getAsBoolean());
    assertEquals(201, post("imports?again=true&" + PLAN, "text/csv", file).status());

    Answer preview = get("imports/" + id + "/undo");
    assertEquals(1, preview.body().get("takenBack").getAsInt());
    Answer undone = post("imports/" + id + "/undo", "application/json", "{}");
    assertEquals("UNDONE", text(undone, "state"));
    assertEquals(409, post("imports/" + id + "/undo", "application/json", "{}").status());
    Answer decision = post("decisions/21", "application/json", "{\"address\": \"" + person + "\"}");
    assertEquals("NO_CONSENT", text(decision, "reason"));
    assertEquals(404, get("imports/999999999").status());
    assertEquals(404, get("imports/999999999/undo").status());
  }

  @Test
  void withoutAnAgreementNobodyIsLetIn() throws Exception {
    String file =
        "Email Address,CONFIRM_TIME\nbare." + System.nanoTime() + "@example.com,2024-05-01\n";
    Answer made = post("imports?" + PLAN.replace("&agreement=3", ""), "text/csv", file);
    assertEquals(1, made.body().getAsJsonObject("unproven").get("AGREEMENT_MISSING").getAsInt());
    Answer refused = post("imports?" + PLAN.replace("=3", "=4"), "text/csv", file + "x\n");
    assertEquals(422, refused.status());
  }

  @Test
  void whoMustBeToldIsOnTheListUntilTheyAre() throws Exception {
    String file =
        "Email Address,CONFIRM_TIME\nfair." + System.nanoTime() + "@example.com,2024-05-01\n";
    Answer made =
        post(
            "imports?" + PLAN.replace("CLIENT", "OTHER") + "&obtainedOn=2026-01-31",
            "text/csv",
            file);
    String id = text(made, "id");
    assertEquals("2026-02-28", made.body().getAsJsonObject("notice").get("by").getAsString());
    assertTrue(get("import-notices?controller=2").body().toString().contains("\"id\":" + id));
    String told = "import-notices/" + id + "?controller=";
    String how = "{\"how\": \"the first mail\"}";
    assertEquals(409, post(told + 1, "application/json", how).status(), "another controller");
    assertEquals(400, post(told + 2, "application/json", "{}").status());
    assertEquals(200, post(told + 2, "application/json", how).status());
    assertEquals(409, post(told + 2, "application/json", how).status());
    assertEquals(200, get("import-profiles?controller=2").status());
  }

  private static String text(Answer answer, String name) {
    assertTrue(answer.body().has(name), answer::toString);
    return answer.body().get(name).getAsString();
  }

  private static Answer get(String path) throws Exception {
    return send(request(path).GET());
  }

  private static Answer post(String path, String type, String body) throws Exception {
    return send(
        request(path)
            .header("Content-Type", type)
            .header("Accept", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(portal.url("/api/v1/" + path))
        .header("Authorization", "Bearer " + Portal.API_TOKEN);
  }

  private static Answer send(HttpRequest.Builder request) throws Exception {
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    return new Answer(answer.statusCode(), JsonParser.parseString(answer.body()).getAsJsonObject());
  }
}
