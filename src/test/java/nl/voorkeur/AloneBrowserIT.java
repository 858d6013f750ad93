package nl.voorkeur;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.RequestOptions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What wants a portal of its own: other settings, or nobody else about. */
class AloneBrowserIT {

  private static Portal portal;
  private static People people;
  private static Chromium chromium;

  @BeforeAll
  static void open() {
    chromium = Chromium.start();
    portal = Portal.start(Map.of("VOORKEUR_SIGN_UP_WORK", "20000"));
    people = new People(portal);
  }

  @AfterAll
  static void close() {
    chromium.close();
    portal.close();
    Portal.delete(portal.data());
  }

  /** Work for who asks for mail: done unseen with scripts, not missed without. */
  @Test
  void aBrowserWorksForItsMail() throws Exception {
    Map<String, String> there = Map.of("X-Forwarded-For", "203.0.113.9");
    List<String> complaints = new ArrayList<>();
    String worked = people.freshAddress();
    try (BrowserContext window =
        chromium.context(
            new Browser.NewContextOptions().setLocale("nl-NL").setExtraHTTPHeaders(there))) {
      Page page = window.newPage();
      page.onConsoleMessage(message -> complaints.add(message.text()));
      page.onPageError(complaints::add);
      List<Request> loaded = new ArrayList<>();
      page.onRequestFinished(loaded::add);
      page.navigate(portal.url() + "/s/imailo");
      page.waitForLoadState(LoadState.NETWORKIDLE);
      // to ask for a size lets other events in, which may add to the list
      int weight = List.copyOf(loaded).stream().mapToInt(one -> one.sizes().responseBodySize).sum();
      assertTrue(weight <= 60_000, "at most 60 kB over the wire: " + weight);
      assertEquals("", page.locator("input[name=altcha]").inputValue(), "nothing before it is due");
      page.locator("#address").pressSequentially(worked, typing());
      page.locator("#topic-11").check();
      page.locator("#send").click();
      assertThat(page.locator("h1")).hasText("Kijk in uw mail");
      portal.mails().await(worked);
      assertEquals(List.of(), complaints);

      page.navigate(portal.url() + "/link/imailo");
      page.locator("#address").fill(worked);
      page.locator("#address").press("Enter"); // before the work is done: it waits, then goes
      assertThat(page.locator("h1")).hasText("Kijk in uw mail");
    }
    try (BrowserContext window =
        chromium.context(
            new Browser.NewContextOptions()
                .setJavaScriptEnabled(false)
                .setLocale("nl-NL")
                .setExtraHTTPHeaders(there))) {
      Page page = window.newPage();
      page.navigate(portal.url() + "/s/imailo");
      assertThat(page.locator("footer")).containsText("zonder gaat het ook");
      String seal = new Links(portal).seal("/s/imailo", Duration.ofSeconds(3));
      List<String> idle = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        idle.add(people.freshAddress());
        assertEquals(200, post(window, idle.get(i), seal).status());
      }
      portal.mails().await(idle.get(0));
      assertTrue(people.isKnown(idle.get(4)));
      assertFalse(people.isKnown(idle.get(7)), "a tenth of the limits");
    }
  }

  private static Locator.PressSequentiallyOptions typing() {
    return new Locator.PressSequentiallyOptions().setDelay(60);
  }

  private static APIResponse post(BrowserContext window, String address, String seal) {
    return window
        .request()
        .post(
            portal.url() + "/s/imailo",
            RequestOptions.create()
                .setHeader("Content-Type", "application/x-www-form-urlencoded")
                .setHeader("Sec-Fetch-Site", "same-origin")
                .setHeader("X-Forwarded-For", "203.0.113.9")
                .setData(
                    "signup=signup&send=&website=&topic=11&topic-shown=&language=NL&altcha=bm90IG91cnM"
                        + "&jakarta.faces.ViewState=stateless&address="
                        + URLEncoder.encode(address, StandardCharsets.UTF_8)
                        + "&seal="
                        + seal));
  }

  @Test
  void theLastAdministratorStays() {
    try (StaffDesk admin = StaffDesk.ofAdministrator(portal, chromium)) {
      admin.open("/staff/administration/operators");
      admin.find("tr", "admin").locator("a").click();
      admin.press("deactivate");
      assertThat(admin.find(".note.stop")).containsText("the last administrator");
      admin.open("/staff/");
      assertEquals("/staff/", admin.path());
    }
  }
}
