package nl.voorkeur.catalogue;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;
import nl.voorkeur.Axe;
import nl.voorkeur.Chromium;
import nl.voorkeur.Portal;
import nl.voorkeur.StaffDesk;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A controller's own look, from the desk to the public page. */
class LookBrowserIT {

  private static Portal portal;
  private static Chromium chromium;

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
  void aPaleColourIsRefusedAndTheNearestOffered() {
    try (StaffDesk desk = desk("het-anker")) {
      desk.fill("accentLight", "#f0c000");
      assertThat(desk.find("output[for=accentLight]")).containsText("1.44 to 1");
      desk.press("saveLook");
      assertThat(desk.find("#accentLight-error")).containsText("1.44 to 1");
      assertEquals(
          List.of(),
          desk.accessibilityFaults().stream().filter(one -> !one.contains("sample")).toList(),
          "nothing but the sample of what is refused");
      desk.press("nearest");
      assertThat(desk.find(".note.yes")).containsText("The look was saved");
      assertThat(desk.find("output[for=accentLight]")).containsText("4.5");
      assertEquals(List.of(), desk.accessibilityFaults());
      assertEquals(List.of(), desk.complaints());
    }
  }

  @Test
  void coloursNameFooterAndLogoAreOnThePublicPages() throws IOException {
    try (StaffDesk desk = desk("de-haven")) {
      desk.fill("accentLight", "#8a1f45").fill("accentDark", "#f4a9bf");
      desk.fill("lookName_nl", "Havennieuws").fill("lookFooter_nl", "Sinds 1998.");
      desk.press("saveLook");
      assertThat(desk.find(".note.yes")).containsText("The look was saved");
      desk.find("#logo").setInputFiles(new FilePayload("x.png", "image/png", new byte[] {1, 2}));
      desk.press("showLogo");
      assertThat(desk.find("#logo-error")).containsText("no PNG, JPEG or GIF");
      desk.find("#logo").setInputFiles(new FilePayload("x.png", "image/png", logo()));
      desk.press("showLogo");
      assertThat(desk.find(".note.yes")).containsText("The logo is on the public pages");
      assertThat(desk.find("img.logo")).isVisible();
      assertEquals(List.of(), desk.complaints());
    }
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      try (BrowserContext window = plain(scheme)) {
        Page page = window.newPage();
        for (String language : List.of("nl", "en", "de", "fr")) {
          page.navigate(portal.url() + "/s/de-haven?lang=" + language);
          String name = language.equals("nl") ? "Havennieuws" : "Controller de-haven";
          assertThat(page.locator(".brand img")).hasAttribute("alt", name);
          assertThat(page.locator(".btn"))
              .hasCSS(
                  "background-color",
                  scheme == ColorScheme.LIGHT ? "rgb(138, 31, 69)" : "rgb(244, 169, 191)");
          assertEquals(List.of(), Axe.faults(page), language + " " + scheme);
          assertEquals(
              false,
              page.evaluate(
                  "document.documentElement.scrollWidth > document.documentElement.clientWidth"));
        }
        page.navigate(portal.url() + "/s/de-haven?lang=nl");
        assertThat(page.locator(".foot")).containsText("Sinds 1998.");
        assertTrue(
            (Boolean) page.evaluate("document.querySelector('.brand img').naturalWidth > 0"));
        for (String address :
            List.of(
                page.locator("link[href^='/look/']").getAttribute("href"),
                page.locator(".brand img").getAttribute("src"))) {
          APIResponse answer = page.request().get(portal.url() + address);
          assertEquals(200, answer.status());
          assertTrue(answer.headers().get("cache-control").contains("immutable"));
          assertEquals("nosniff", answer.headers().get("x-content-type-options"));
          String other = address.replaceFirst("/[0-9a-f]{16}", "/0000000000000000");
          assertEquals(404, page.request().get(portal.url() + other).status());
        }
        page.navigate(portal.url() + "/s/imailo");
        assertThat(page.locator("link[href^='/look/']")).hasCount(0);
      }
    }
  }

  /** Promise 7: the controller's pages and nobody else's. */
  @Test
  void pagesAnswerAtAHostOfTheirOwn() {
    String host = "voorkeuren.localhost";
    try (StaffDesk desk = desk("de-kade")) {
      desk.fill("host", "voorkeuren").press("saveLook");
      assertThat(desk.find("#host-error")).containsText("without a path");
      desk.fill("host", "https://" + host + "/").press("saveLook");
      assertThat(desk.find(".note.yes")).containsText("The look was saved");
    }
    try (StaffDesk desk = desk("de-sluis")) {
      desk.fill("host", host).press("saveLook");
      assertThat(desk.find("#host-error")).containsText("belongs to another organisation");
    }
    String there = portal.url().replace("localhost", host);
    try (BrowserContext window = plain(ColorScheme.LIGHT)) {
      Page page = window.newPage();
      page.navigate(there + "/");
      assertEquals(there + "/s/de-kade", page.url());
      page.locator("#send").click();
      assertThat(page.locator(".note.stop")).isVisible();
      for (String closed : List.of("/s/imailo", "/link/imailo", "/staff/")) {
        assertEquals(404, page.navigate(there + closed).status(), closed);
      }
      assertEquals(200, page.navigate(portal.url() + "/s/de-kade").status());
    }
  }

  private static byte[] logo() throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(600, 150, BufferedImage.TYPE_INT_RGB), "png", file);
    return file.toByteArray();
  }

  /** The page of a new controller, with one topic. */
  private static StaffDesk desk(String slug) {
    StaffDesk desk = StaffDesk.ofAdministrator(portal, chromium);
    desk.open("/staff/catalogue/controller");
    desk.fill("name", "Controller " + slug).fill("slug", slug);
    desk.fill("postalAddress", "Kade 1, 1234 AB Voorbeeldstad");
    desk.fill("contactEmail", "privacy@haven.example").fill("senderName", "Haven");
    desk.fill("senderAddress", "nieuws@" + slug + ".example");
    for (String language : List.of("en", "de", "fr")) {
      desk.find("#speaks_" + language).check();
    }
    desk.press("save");
    String page = desk.path();
    desk.open("/staff/catalogue/topic?c=" + slug);
    desk.fill("slug", "nieuws").fill("name_nl", "Nieuws").fill("description_nl", "Elke week.");
    desk.press("save");
    return desk.open(page);
  }

  private static BrowserContext plain(ColorScheme scheme) {
    return chromium.context(
        new Browser.NewContextOptions().setViewportSize(320, 800).setColorScheme(scheme));
  }
}
