package nl.voorkeur.staff.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.APIResponse;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.parser.OpenAPIV3Parser;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import nl.voorkeur.Chromium;
import nl.voorkeur.People;
import nl.voorkeur.Portal;
import nl.voorkeur.StaffDesk;
import nl.voorkeur.platform.security.Scope;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Controllers are walls (promise 7): who works for De Linde alone meets a 404 wherever an id or a
 * name of iMailo stands, on pages and in the API.
 */
class WallsBrowserIT {

  private static final String OWN = "walls-have-no-ears-1";

  private static final int SCOPES = Scope.values().length;

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static Portal portal;
  private static Chromium chromium;
  private static long stranger;
  private static String all;
  private static ForeignIds foreign;

  @BeforeAll
  static void open() {
    chromium = Chromium.start();
    portal = Portal.shared();
    stranger = new People(portal).subscriber(11);
  }

  @AfterAll
  static void close() {
    chromium.close();
  }

  @Test
  void whoWorksForOneControllerFindsNothingOfAnother() throws Exception {
    try (StaffDesk admin = StaffDesk.ofAdministrator(portal, chromium);
        StaffDesk linde = StaffDesk.window(portal, chromium)) {
      enter(linde, "linde", account(admin));
      linde.open("/staff/");
      assertThat(linde.find(".side")).not().containsText("Accounts");
      assertEquals(0, linde.find("select#controller option", "iMailo").count());
      for (String page : pages()) {
        assertEquals(404, status(linde, page + "?c=imailo"), page);
        assertFalse(
            linde
                .context()
                .request()
                .get(portal.url() + page + "?c=de-linde")
                .text()
                .contains("c=imailo"),
            page + " names another controller");
      }
      for (String page :
          List.of(
              "/staff/",
              "/staff/recipient/recipients",
              "/staff/catalogue/topic?id=21",
              "/staff/catalogue/controller?id=2",
              "/staff/privacy/statement",
              "/staff/webhook/webhooks")) {
        String with = page + (page.contains("?") ? "&" : "?") + "c=de-linde";
        assertEquals(200, status(linde, with), page);
      }
      noPageShowsWhatIsAnothers(linde);
      for (String page : List.of("/staff/administration/operators", "/staff/audit/proof")) {
        assertEquals(403, status(linde, page + "?c=de-linde"), page);
      }
    }
  }

  /**
   * Each page and file, asked for each thing of iMailo under each name that pages have for such.
   */
  private static void noPageShowsWhatIsAnothers(StaffDesk linde) throws Exception {
    List<String> addresses = new ArrayList<>(pages());
    addresses.addAll(
        List.of(
            "/staff/audit/file",
            "/staff/exporting/file",
            "/staff/exporting/recall",
            "/staff/exporting/scrubbed",
            "/staff/importing/outcomes",
            "/staff/mailing/layout-preview",
            "/staff/mailing/preview"));
    List<String> leaks = new ArrayList<>();
    for (Map.Entry<String, String> theirs : foreign().onPages().entrySet()) {
      for (String address : addresses) {
        APIResponse answer = asked(linde, address, theirs.getKey(), theirs.getValue());
        APIResponse nobodys = asked(linde, address, theirs.getKey(), ForeignIds.NOBODY);
        if (answer.status() != nobodys.status() || answer.text().contains(ForeignIds.MARK)) {
          leaks.add(address + " " + theirs + " " + answer.status() + ", else " + nobodys.status());
        }
      }
    }
    assertEquals(List.of(), leaks);
  }

  private static APIResponse asked(StaffDesk linde, String address, String name, String number) {
    String id = address.endsWith("/" + name) ? "&id=" + number : "";
    String query = "?c=de-linde&" + name + "=" + number + id;
    return linde.context().request().get(portal.url() + address + query);
  }

  /** The staff pages of a controller, as the war has them. */
  private static List<String> pages() throws IOException {
    Path staff = Path.of("webapp", "staff");
    try (Stream<Path> all = Files.walk(staff)) {
      List<String> pages =
          all.map(page -> "/staff/" + staff.relativize(page))
              .filter(page -> page.endsWith(".xhtml") && page.split("/").length == 4)
              .map(page -> page.substring(0, page.length() - ".xhtml".length()))
              .filter(page -> !page.startsWith("/staff/administration/"))
              .filter(page -> !page.equals("/staff/audit/proof"))
              .sorted()
              .toList();
      assertTrue(pages.size() > 35, "all of them: " + pages);
      return pages;
    }
  }

  private static ForeignIds foreign() throws Exception {
    if (foreign == null) {
      foreign = ForeignIds.of(portal, stranger);
    }
    return foreign;
  }

  @Test
  void aTokenForOneControllerFindsNothingOfAnotherAndDoesOnlyWhatItIsFor() throws Exception {
    String decisions;
    try (StaffDesk admin = StaffDesk.ofAdministrator(portal, chromium)) {
      all = token(admin, "linde all", SCOPES);
      decisions = token(admin, "linde decisions", 3);
      admin.open("/staff/administration/tokens");
      assertThat(admin.find("tr", "linde decisions")).containsText("De Linde");
      assertEquals(List.of(), admin.accessibilityFaults());
    }
    assertEquals(200, get(all, "controllers/2"));
    assertEquals(200, get(all, "topics/21"));
    assertEquals(200, get(all, "controllers/2/recipients"));
    assertTrue(!body(all, "controllers").contains("c=imailo"), "others are not listed");
    for (String path :
        List.of(
            "controllers/1",
            "controllers/1/topics",
            "controllers/1/recipients",
            "topics/11",
            "topics/11/tally",
            "recipients/" + stranger,
            "recipients/" + stranger + "/ledger",
            "recipients/" + stranger + "/receipts/11")) {
      assertEquals(404, get(all, path), path);
    }
    String one = "{\"address\":\"somebody@voorbeeld.example\"}";
    assertEquals(404, post(all, "decisions/11", one));
    assertEquals(404, post(all, "topics/11/close", "{}"));
    assertEquals(404, post(all, "recipients/" + stranger + "/withdrawals", "{\"all\":true}"));
    assertEquals(200, post(decisions, "decisions/21", one));
    assertEquals(403, get(decisions, "controllers/2/recipients"));
    assertEquals(403, post(decisions, "topics/21/close", "{}"));
    whatIsAnothersIsAnsweredLikeWhatIsNotThere();
  }

  /**
   * Every operation that the API describes, asked about something of iMailo by who may do all at De
   * Linde: the answer is that to a number that nobody has, to the letter.
   */
  private static void whatIsAnothersIsAnsweredLikeWhatIsNotThere() throws Exception {
    OpenAPI api =
        new OpenAPIV3Parser()
            .readContents(
                CLIENT
                    .send(
                        HttpRequest.newBuilder(portal.url("/openapi")).build(),
                        HttpResponse.BodyHandlers.ofString())
                    .body())
            .getOpenAPI();
    List<String> leaks = new ArrayList<>();
    int asked = 0;
    for (ForeignIds.Question question : foreign().questions(api)) {
      HttpResponse<String> theirs = send(all, question.about(portal, question.theirs()));
      HttpResponse<String> nobodys = send(all, question.about(portal, question.nobodys()));
      boolean alike =
          theirs.statusCode() == nobodys.statusCode()
              && theirs.body().equals(nobodys.body().replace(ForeignIds.NOBODY, question.number()));
      if (theirs.statusCode() / 100 == 2 || !alike) {
        leaks.add(
            question.method()
                + " "
                + question.theirs()
                + " "
                + theirs.statusCode()
                + ", else "
                + nobodys.statusCode());
      }
      asked++;
    }
    assertEquals(List.of(), leaks);
    assertTrue(asked > 110, "enough of them: " + asked);
  }

  /** Makes an account with roles at De Linde alone; answers the password to begin with. */
  private static String account(StaffDesk admin) {
    admin.open("/staff/administration/operator").fill("displayName", "Linda").fill("name", "linde");
    admin.find("details summary").first().click();
    for (String role : List.of("MARKETING", "PRIVACY_OFFICER", "ADMINISTRATOR")) {
      admin.page().check("#role_" + role + "_2");
    }
    assertEquals(List.of(), admin.accessibilityFaults());
    admin.press("save");
    String password = admin.find("#handedOut").innerText();
    admin.open("/staff/administration/operators");
    assertThat(admin.find("tr", "Linda")).containsText("at De Linde");
    return password;
  }

  private static void enter(StaffDesk desk, String name, String handedOut) {
    desk.signIn(name, handedOut);
    desk.fill("current", handedOut).fill("wanted", OWN).press("save");
    assertThat(desk.find(".note.yes")).containsText("Your password was changed");
  }

  /** Makes a token for De Linde with the first so many scopes, or with the one of that number. */
  private static String token(StaffDesk admin, String label, int scopes) {
    admin.open("/staff/administration/tokens").fill("label", label);
    admin.page().selectOption("#only", "2");
    for (int at = 0; at < SCOPES; at++) {
      if (scopes == SCOPES || at == scopes - 1) {
        admin.page().check("#scope_" + at);
      }
    }
    admin.press("doMake");
    return admin.find("#made").innerText();
  }

  private static int status(StaffDesk desk, String path) {
    return desk.context().request().get(portal.url() + path).status();
  }

  private static int get(String token, String path) throws Exception {
    return send(token, request(path).GET()).statusCode();
  }

  private static String body(String token, String path) throws Exception {
    return send(token, request(path).GET()).body();
  }

  private static int post(String token, String path, String body) throws Exception {
    return send(
            token,
            request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)))
        .statusCode();
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(portal.url("/api/v1/" + path));
  }

  private static HttpResponse<String> send(String token, HttpRequest.Builder request)
      throws Exception {
    return CLIENT.send(
        request.header("Authorization", "Bearer " + token).build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
