package nl.voorkeur.mailing.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.rometools.rome.feed.atom.Entry;
import com.rometools.rome.feed.atom.Feed;
import com.rometools.rome.io.WireFeedInput;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.voorkeur.Axe;
import nl.voorkeur.Chromium;
import nl.voorkeur.People;
import nl.voorkeur.Portal;
import nl.voorkeur.StaffDesk;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What was sent on a topic, for anybody to read: only when the controller wants that. */
class ArchiveBrowserIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final long REISBRIEVEN = 12;
  private static final String LIST = "/archive/imailo/reisbrieven";

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
    chromium.close();
  }

  @Test
  void isReadByAnybodyOnceItIsOpened() throws Exception {
    People people = new People(portal);
    people.subscriber(REISBRIEVEN);
    String made =
        call(
            "POST",
            "/api/v1/mailings",
            "{\"topic\":12,\"language\":\"nl\",\"subject\":\"Brief uit Faro\",\"preheader\":\"Zon & zee\","
                + "\"body\":\"# Beste {{first_name|reiziger}}\\n\\nKom [mee](https://www.imailo.example/faro).\"}");
    String id = number(made, "id");
    call(
        "PUT",
        "/api/v1/mailings/" + id + "/texts/en",
        "{\"subject\":\"Letter from Faro\",\"preheader\":\"Sun & sea\","
            + "\"body\":\"# Dear {{first_name|traveller}}\\n\\n[Come](https://www.imailo.example/faro).\"}");
    call("POST", "/api/v1/mailings/" + id + "/start", "");
    await(id);

    assertEquals(404, get(LIST).statusCode(), "closed unless opened");
    assertEquals(404, get(LIST + "/" + id).statusCode());
    assertEquals(404, get(LIST + ".atom").statusCode());
    try (StaffDesk desk = StaffDesk.ofAdministrator(portal, chromium)) {
      desk.open("/staff/catalogue/topic?id=12&c=imailo");
      assertEquals(List.of(), desk.accessibilityFaults());
      desk.press("publish");
      assertThat(desk.find(".note.yes")).containsText("Anybody can read its mailings now");
    }
    looksRight(id);
    isAFeed(id);
    String draft =
        number(
            call(
                "POST",
                "/api/v1/mailings",
                "{\"topic\":12,\"language\":\"nl\",\"subject\":\"Geheim\",\"body\":\"Nog niet\"}"),
            "id");
    assertEquals(404, get(LIST + "/" + draft).statusCode(), "no draft");
    assertFalse(get(LIST).body().contains("Geheim"));
    assertEquals(404, get("/archive/imailo/weekblik/" + id).statusCode(), "under its own topic");
    assertEquals(404, get("/archive/de-linde/reisbrieven").statusCode());
    assertEquals(404, get("/archive/imailo/reisbrieven/x").statusCode());

    try (StaffDesk desk = StaffDesk.ofAdministrator(portal, chromium)) {
      desk.open("/staff/catalogue/topic?id=12&c=imailo").press("hide");
      assertThat(desk.find(".note.yes")).containsText("The archive is gone");
    }
    assertEquals(404, get(LIST + "/" + id).statusCode());
  }

  private static void looksRight(String id) {
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      try (BrowserContext window =
          chromium.context(
              new Browser.NewContextOptions().setViewportSize(320, 800).setColorScheme(scheme))) {
        Page page = window.newPage();
        List<String> complaints = new ArrayList<>();
        page.onConsoleMessage(
            message -> {
              if (message.type().equals("error")) {
                complaints.add(message.text());
              }
            });
        for (String language : List.of("nl", "en", "de", "fr")) {
          page.navigate(portal.url() + "/s/imailo?lang=" + language);
          page.locator("a[href='" + LIST + "']").click();
          page.navigate(portal.url() + LIST + "?lang=" + language);
          assertEquals(List.of(), Axe.faults(page));
          page.navigate(portal.url() + LIST + "/" + id + "?lang=" + language);
          // in the reader's language where it was written in that, else in its first
          boolean english = language.equals("en");
          assertThat(page.locator("h1")).hasText(english ? "Letter from Faro" : "Brief uit Faro");
          assertThat(page.locator("h2")).hasText(english ? "Dear traveller" : "Beste reiziger");
          assertThat(page.locator("article")).hasAttribute("lang", english ? "en" : "nl");
          assertThat(page.locator("article a"))
              .hasAttribute("href", "https://www.imailo.example/faro");
          assertEquals(0, page.locator("a[href*='/u/'], a[href*='/p/']").count());
          assertEquals(List.of(), Axe.faults(page));
          assertEquals(
              false,
              page.evaluate(
                  "document.documentElement.scrollWidth > document.documentElement.clientWidth"));
        }
        assertEquals(List.of(), complaints);
        assertEquals(List.of(), window.cookies());
      }
    }
  }

  private void isAFeed(String id) throws Exception {
    HttpResponse<String> answer = get(LIST + ".atom");
    assertEquals(200, answer.statusCode());
    assertTrue(
        answer.headers().firstValue("Content-Type").orElse("").startsWith("application/atom+xml"));
    Feed feed = (Feed) new WireFeedInput().build(new StringReader(answer.body()));
    assertEquals("atom_1.0", feed.getFeedType());
    assertEquals(portal.url() + LIST, feed.getId());
    assertEquals("Reisbrieven", feed.getTitle());
    assertEquals("iMailo B.V.", feed.getAuthors().get(0).getName());
    assertEquals(portal.url() + LIST + ".atom", feed.getOtherLinks().get(0).getHref());
    Entry entry = feed.getEntries().get(0);
    assertEquals("Brief uit Faro", entry.getTitle());
    assertEquals("Zon & zee", entry.getSummary().getValue());
    assertEquals("html", entry.getContents().get(0).getType());
    assertTrue(entry.getContents().get(0).getValue().contains("<h2>Beste reiziger</h2>"));
    assertEquals(
        200,
        client
            .send(
                HttpRequest.newBuilder(URI.create(entry.getId())).build(),
                HttpResponse.BodyHandlers.discarding())
            .statusCode());
    assertTrue(entry.getId().endsWith("/" + id));
    assertTrue(entry.getUpdated().getTime() > 0);
  }

  private void await(String id) throws Exception {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!call("GET", "/api/v1/mailings/" + id, "").contains("\"state\":\"DONE\"")) {
      assertTrue(System.nanoTime() < end, "done in time");
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
    }
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(portal.url(path)).build(), HttpResponse.BodyHandlers.ofString());
  }

  private String call(String method, String path, String body) throws Exception {
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(portal.url(path))
                .header("Authorization", "Bearer " + Portal.API_TOKEN)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertEquals(2, answer.statusCode() / 100, answer.body());
    return answer.body();
  }

  private static String number(String json, String name) {
    Matcher matcher = Pattern.compile("\"" + name + "\":(\\d+)").matcher(json);
    assertTrue(matcher.find(), json);
    return matcher.group(1);
  }
}
