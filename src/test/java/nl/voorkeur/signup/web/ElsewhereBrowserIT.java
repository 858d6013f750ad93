package nl.voorkeur.signup.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import nl.voorkeur.Chromium;
import nl.voorkeur.People;
import nl.voorkeur.Portal;
import nl.voorkeur.StaffDesk;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Sign-up that begins on another site, and ends on our page. */
class ElsewhereBrowserIT {

  private static final String SITE = "https://www.winkel.example";

  private static Portal portal;
  private static Chromium chromium;
  private static People people;

  @BeforeAll
  static void open() {
    chromium = Chromium.start();
    portal = Portal.shared();
    people = new People(portal);
  }

  @AfterAll
  static void close() {
    chromium.close();
  }

  @Test
  void theFormOfAnotherSiteLeadsToOursAndStoresNothing() throws Exception {
    String snippet;
    try (StaffDesk desk = StaffDesk.ofAdministrator(portal, chromium)) {
      desk.open("/staff/catalogue/controller?id=1&c=imailo");
      snippet = desk.find("#signUpForm").inputValue();
      assertEquals(
          portal.url() + "/s/imailo?topic=weekblik", desk.find("#signUpLink").inputValue());
      desk.find("[data-copies=signUpForm]").click();
      assertThat(desk.find("[data-copies=signUpForm]")).hasText("Copied");
      assertEquals(List.of(), desk.accessibilityFaults());
      assertEquals(List.of(), desk.complaints());
    }
    String address = people.freshAddress();
    try (BrowserContext window =
        chromium.context(
            new Browser.NewContextOptions().setLocale("nl").setJavaScriptEnabled(false))) {
      Page page = window.newPage();
      page.route(
          SITE + "/",
          route ->
              route.fulfill(
                  new Route.FulfillOptions()
                      .setContentType("text/html;charset=utf-8")
                      .setBody("<!DOCTYPE html><title>Winkel</title>" + snippet)));
      page.navigate(SITE + "/");
      page.fill("input[name=address]", address);
      page.click("button");
      assertEquals(portal.url() + "/s/imailo", page.url(), "no address in an address");
      assertThat(page.locator("#address")).hasValue(address);
      assertThat(page.locator("input[type=checkbox]:checked")).hasCount(0);
      assertThat(page.locator(".topic.here")).hasCount(1);
      assertThat(page.locator(".topic.here label")).hasText("Weekblik");
      assertFalse(people.isKnown(address), "nothing is kept yet");
      assertEquals(List.of(), window.cookies());

      page.locator("#address").clear();
      page.locator("#address")
          .pressSequentially(address, new Locator.PressSequentiallyOptions().setDelay(90));
      page.locator("#topic-11").check();
      page.click("#send");
      assertThat(page.locator("h1")).hasText("Kijk in uw mail");
      assertTrue(portal.mails().await(address) != null);
    }
  }

  @Test
  void whateverElseAnotherSiteSendsCountsForNothing() throws Exception {
    String address = people.freshAddress();
    HttpResponse<String> forged =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(portal.url("/s/imailo"))
                    .header("Origin", SITE)
                    .header("Sec-Fetch-Site", "cross-site")
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(
                        HttpRequest.BodyPublishers.ofString(
                            "address="
                                + address
                                + "&topic=11&topic=weekblik&topic-shown=&send=send&signup=signup"
                                + "&jakarta.faces.ViewState=stateless"))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertEquals(200, forged.statusCode());
    assertTrue(forged.body().contains("id=\"address\""), "our form, anew");
    assertFalse(forged.body().contains("checked"));
    assertFalse(people.isKnown(address));
  }

  @Test
  void onlySitesThatTheControllerNamesMayFrameTheForm() throws Exception {
    assertEquals("frame-ancestors 'none'", ancestors("/s/de-linde"));
    try (StaffDesk desk = StaffDesk.ofAdministrator(portal, chromium)) {
      desk.open("/staff/catalogue/controllers").find("a", "De Linde").first().click();
      desk.fill("framers", "http://www.winkel.example").press("saveLook");
      assertThat(desk.find("#framers-error")).containsText("https://");
      desk.fill("framers", SITE + " https://winkel.example:8443").press("saveLook");
      assertThat(desk.find(".note.yes")).containsText("The look was saved");
    }
    assertEquals(
        "frame-ancestors " + SITE + " https://winkel.example:8443", ancestors("/s/de-linde"));
    assertEquals("frame-ancestors 'none'", ancestors("/s/imailo"), "others stay closed");
    assertEquals("frame-ancestors 'none'", ancestors("/"));
  }

  private static String ancestors(String path) throws Exception {
    String policy =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(portal.url(path)).build(),
                HttpResponse.BodyHandlers.discarding())
            .headers()
            .firstValue("Content-Security-Policy")
            .orElseThrow();
    return policy.substring(policy.indexOf("frame-ancestors"));
  }
}
