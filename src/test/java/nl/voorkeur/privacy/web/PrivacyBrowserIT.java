package nl.voorkeur.privacy.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.RequestOptions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.voorkeur.Chromium;
import nl.voorkeur.Links;
import nl.voorkeur.Looks;
import nl.voorkeur.People;
import nl.voorkeur.Portal;
import nl.voorkeur.StaffDesk;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.platform.faces.PortalCookie;
import nl.voorkeur.privacy.Section;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The statement, its staff pages and the cookies, in a real browser. */
class PrivacyBrowserIT {

  private static final long WEEKBLIK = 11;

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

  private static BrowserContext plain(String locale) {
    return chromium.context(
        new Browser.NewContextOptions().setJavaScriptEnabled(false).setLocale(locale));
  }

  /** Facts, refusal, publication, what changed: as an officer goes about it. */
  @Test
  void fromAFactToAVersionThatPeopleRead() {
    try (StaffDesk desk = StaffDesk.ofAdministrator(portal, chromium);
        BrowserContext window = plain("en")) {
      Page people = window.newPage();
      String slug = controller(desk);
      assertEquals(404, people.navigate(portal.url() + "/privacy/" + slug).status());
      people.navigate(portal.url() + "/s/" + slug);
      assertThat(people.locator("footer a[href^='/privacy/']")).hasCount(0);

      desk.open("/staff/privacy/statement?c=" + slug);
      assertThat(desk.find("#incomplete")).isVisible();
      assertThat(desk.find("tr", "S9d")).containsText("Missing");
      desk.press("publish");
      assertThat(desk.find(".note.yes")).containsText("The new version is online.");
      people.navigate(portal.url() + "/privacy/" + slug);
      assertThat(people.locator("h1")).hasText("What we do with your data");
      assertThat(people.locator(".prose")).containsText("decides what your data are used for");
      assertThat(people.locator(".prose")).not().containsText("consent");
      people.navigate(portal.url() + "/s/" + slug);
      people.locator("footer a[href^='/privacy/']").click();
      assertThat(people.locator("h1")).hasText("What we do with your data");

      desk.open("/staff/privacy/facts?part=SHARING&c=" + slug);
      desk.find("#SHARED_CONTRACT").check();
      desk.find("#SHARED_LAW").check();
      desk.fill("SHARED_WITH_en", "<b>Post & partners</b> [x](https://evil.example)");
      desk.find("#SHARED_ABROAD").selectOption("UNSAFE");
      desk.press("save");
      assertThat(desk.find(".note.yes")).containsText("The answers are saved.");
      desk.open("/staff/privacy/statement?c=" + slug);
      assertThat(desk.find("#blocked")).containsText("S10a");
      assertThat(desk.find("#publish")).hasCount(0);

      desk.open("/staff/privacy/facts?part=SHARING&c=" + slug);
      assertThat(desk.find("#SHARED_CONTRACT")).isChecked();
      desk.find("#SHARED_ABROAD").selectOption("ADEQUACY");
      desk.press("save");
      desk.open("/staff/privacy/preview?c=" + slug);
      assertThat(desk.find("ins", "Post & partners")).isVisible();
      desk.open("/staff/privacy/statement?c=" + slug);
      assertThat(desk.find("tr", "S9c")).containsText("Does not apply");
      desk.press("publish");
      assertThat(desk.find(".note.yes")).containsText("The new version is online.");
      assertThat(desk.find("#publish")).hasCount(0);

      people.navigate(portal.url() + "/privacy/" + slug);
      assertThat(people.locator(".prose"))
          .containsText("<b>Post & partners</b> [x](https://evil.example)");
      assertThat(people.locator(".prose a[href*=evil]")).hasCount(0);
      people.locator("summary").click();
      assertThat(people.locator("ins").first()).isVisible();
      assertThat(people.locator(".changes")).containsText("Added:");
      people.locator("a", new Page.LocatorOptions().setHasText("Version 1")).click();
      assertThat(people.locator(".note.warn")).containsText("This is an earlier version.");
      assertThat(people.locator(".prose")).not().containsText("partners");
      people.locator(".note.warn a").click();
      assertThat(people.locator(".prose")).containsText("partners");
      assertEquals(List.of(), desk.complaints());

      desk.open("/staff/audit/entries?act=STATEMENT_PUBLISHED");
      assertThat(desk.find("tbody tr").first()).containsText("Privacy statement published");
      assertThat(desk.find("main")).containsText("version 2");
      desk.open("/staff/audit/entries?act=PRIVACY_FACTS_CHANGED");
      assertThat(desk.find("main")).containsText("SHARING");
    }
  }

  /** A controller of its own, so that nothing is shared with another test. */
  private static String controller(StaffDesk desk) {
    String slug = "privacy-" + Long.toString(System.nanoTime(), 36);
    desk.open("/staff/catalogue/controller");
    desk.fill("name", "Privacy & Co " + slug);
    desk.fill("slug", slug);
    desk.fill("postalAddress", "Straat 1, Stad");
    desk.fill("contactEmail", slug + "@example.org");
    desk.fill("senderName", "Privacy");
    desk.fill("senderAddress", slug + "@example.org");
    desk.find("#first").selectOption("EN");
    if (desk.find("#speaks_nl").isChecked()) {
      desk.find("#speaks_nl").uncheck();
    }
    desk.press("save");
    assertThat(desk.find("h1")).containsText(slug);
    return slug;
  }

  @Test
  void theRegisterOfProcessors() {
    try (StaffDesk desk = StaffDesk.ofAdministrator(portal, chromium)) {
      String slug = controller(desk);
      desk.open("/staff/privacy/processor?c=" + slug);
      desk.press("save");
      assertThat(desk.find("#name-error")).isVisible();
      desk.fill("name", "Cloud Inc");
      desk.find("#country").selectOption("US");
      desk.fill("duty_en", "keeps the data");
      desk.fill("agreedFrom", "2026-02-01");
      desk.fill("agreedUntil", "2026-01-01");
      desk.press("save");
      assertThat(desk.find("#agreedUntil-error")).isVisible();
      desk.fill("agreedUntil", "");
      desk.press("save");
      assertThat(desk.find("tr", "Cloud Inc")).containsText("Missing");
      desk.open("/staff/privacy/facts?part=PROCESSORS&c=" + slug);
      desk.find("#PROCESSORS").selectOption("SOME");
      desk.press("save");
      desk.open("/staff/privacy/statement?c=" + slug);
      assertThat(desk.find("#blocked")).containsText("Cloud Inc");
      desk.open("/staff/privacy/processors?c=" + slug);
      desk.find("a", "Cloud Inc").click();
      desk.find("#safeguard").selectOption("CLAUSES");
      desk.press("save");
      desk.open("/staff/privacy/statement?c=" + slug);
      assertThat(desk.find("#blocked")).hasCount(0);
      assertThat(desk.find("tr", "S10c")).containsText("In it");
      desk.open("/staff/privacy/processors?c=" + slug);
      desk.find("a", "Cloud Inc").click();
      desk.press("remove");
      assertThat(desk.find("main")).containsText("Nobody is in it yet.");
      assertEquals(List.of(), desk.complaints());
    }
  }

  @ParameterizedTest
  @EnumSource
  void speaksEachLanguage(Language language) {
    try (BrowserContext window = plain(language.code())) {
      Page page = window.newPage();
      for (String path : List.of("/privacy/imailo", "/privacy/imailo/1", "/cookies")) {
        page.navigate(portal.url() + path);
        assertThat(page.locator("html")).hasAttribute("lang", language.code());
        String words = page.locator("body").innerText();
        assertFalse(words.contains("???") || words.contains("{0}") || words.contains("null"));
      }
      Language other = language == Language.DE ? Language.FR : Language.DE;
      page.navigate(portal.url() + "/privacy/imailo");
      page.locator(".langs a[lang=" + other.code() + "]").click();
      assertThat(page.locator("html")).hasAttribute("lang", other.code());
      page.locator("footer a[href^='/cookies']").click();
      assertThat(page.locator("html")).hasAttribute("lang", other.code());
      page.locator("#gone").click();
      assertThat(page.locator("#deleted")).isVisible();
      assertThat(page.locator("html")).hasAttribute("lang", other.code());
    }
  }

  @Test
  void whatIsNotThereIsNotFound() {
    try (BrowserContext window = plain("nl")) {
      Page page = window.newPage();
      for (String path :
          List.of(
              "/privacy",
              "/privacy/",
              "/privacy.xhtml",
              "/privacy/nobody",
              "/privacy/imailo/999",
              "/privacy/imailo/0",
              "/privacy/imailo/01",
              "/privacy/imailo/1/1",
              "/privacy/imailo/x",
              "/privacy/%3Cscript%3E",
              "/cookies.xhtml")) {
        assertEquals(404, page.navigate(portal.url() + path).status(), path);
      }
      assertEquals(
          403,
          window
              .request()
              .post(portal.url() + "/cookies", RequestOptions.create().setData("gone=1"))
              .status(),
          "no seal");
    }
  }

  /** Every page and state, in both colours and sizes. */
  @Test
  void isAccessible() {
    try (BrowserContext window =
        chromium.context(new Browser.NewContextOptions().setLocale("nl-NL").setBypassCSP(true))) {
      Page page = window.newPage();
      for (Language language : Language.values()) {
        page.navigate(portal.url() + "/privacy/imailo?lang=" + language.code());
        Looks.check(page, "privacy-" + language.code());
      }
      page.navigate(portal.url() + "/privacy/de-linde/1?lang=en");
      Looks.check(page, "privacy-earlier");
      page.navigate(portal.url() + "/cookies");
      Looks.check(page, "cookies");
      page.locator("#gone").click();
      Looks.check(page, "cookies-gone");
    }
    try (StaffDesk desk = StaffDesk.ofAdministrator(portal, chromium)) {
      Stream.concat(
              Stream.of(
                  "/staff/privacy/statement?c=imailo",
                  "/staff/privacy/statement?c=de-linde",
                  "/staff/privacy/preview?c=imailo&in=fr",
                  "/staff/privacy/processors?c=imailo",
                  "/staff/privacy/processor?c=imailo"),
              Stream.of(Section.values()).map(part -> "/staff/privacy/facts?c=imailo&part=" + part))
          .forEach(path -> Looks.check(desk.open(path).page(), path));
      desk.open("/staff/privacy/processor?c=imailo").press("save");
      Looks.check(desk.page(), "processor-error");
    }
  }

  /** Requirement S14: the cookies that are set are those of the inventory, and only for staff. */
  @Test
  void thereIsNoCookieOutsideTheInventory() {
    People people = new People(portal);
    Links links = new Links(portal);
    long person = people.subscriber(WEEKBLIK);
    try (BrowserContext window =
        chromium.context(new Browser.NewContextOptions().setLocale("nl"))) {
      Page page = window.newPage();
      for (String path :
          List.of(
              "/",
              "/s/imailo",
              "/s/imailo?lang=fr",
              "/privacy/imailo",
              "/privacy/imailo/1?lang=de",
              "/cookies",
              "/nothing")) {
        page.navigate(portal.url() + path);
        assertNothingKept(window, page);
      }
      page.navigate(portal.url() + "/s/imailo");
      page.locator("#send").click();
      assertNothingKept(window, page);
      page.navigate(links.preferences(person));
      page.locator("#save").click();
      assertNothingKept(window, page);
      page.navigate(links.unsubscribe(person, WEEKBLIK));
      page.locator("#stop").click();
      assertNothingKept(window, page);
    }
    Set<String> inventory =
        Stream.of(PortalCookie.values())
            .map(one -> one.name(false))
            .collect(Collectors.toCollection(TreeSet::new));
    try (StaffDesk desk = StaffDesk.ofAdministrator(portal, chromium)) {
      desk.find(".langs a[lang=en]").click();
      List<String> rooms =
          desk.find(".side a").all().stream().map(link -> link.getAttribute("href")).toList();
      assertTrue(rooms.size() > 8, "every room of the staff pages");
      for (String room : rooms) {
        desk.open(room);
      }
      Set<String> set =
          desk.cookies().map(cookie -> cookie.name).collect(Collectors.toCollection(TreeSet::new));
      assertEquals(inventory, set);
      Map<String, Cookie> byName =
          desk.cookies().collect(Collectors.toMap(cookie -> cookie.name, cookie -> cookie));
      assertEquals("en", byName.get(PortalCookie.STAFF_LANGUAGE.name(false)).value);
      assertTrue(byName.values().stream().allMatch(cookie -> cookie.httpOnly));
      assertNothingStored(desk.page());

      desk.open("/cookies");
      for (String name : inventory) {
        assertThat(desk.find("main")).containsText(name);
      }
      desk.press("gone");
      assertThat(desk.find("#deleted")).isVisible();
      assertEquals(0, desk.cookies().count());
      desk.open("/staff/");
      assertTrue(desk.path().startsWith("/staff/sign-in"), "the session is over");
      desk.open("/s/imailo");
      assertThat(desk.find("h1")).isVisible();
    }
  }

  private static void assertNothingKept(BrowserContext window, Page page) {
    assertEquals(List.of(), window.cookies(), page.url());
    assertNothingStored(page);
  }

  private static void assertNothingStored(Page page) {
    assertEquals(0, page.evaluate("localStorage.length + sessionStorage.length"), page.url());
  }

  /** Deleting works for who has scripts off, and takes back both cookies by name. */
  @Test
  void deletingAnswersWithExpiredCookies() {
    try (BrowserContext window = plain("nl")) {
      Page page = window.newPage();
      page.navigate(portal.url() + "/cookies");
      var response = page.waitForResponse("**/cookies*", () -> page.locator("#gone").click());
      List<String> set = response.headerValues("set-cookie");
      for (PortalCookie one : PortalCookie.values()) {
        assertTrue(
            set.stream()
                .anyMatch(
                    header ->
                        header.startsWith(one.name(false) + "=")
                            && (header.contains("Max-Age=0") || header.contains("1970"))),
            () -> one + " in " + set);
      }
    }
  }

  /** Marketing reads, and changes nothing. */
  @Test
  void marketingReadsOnly() {
    try (StaffDesk desk = StaffDesk.ofAdministrator(portal, chromium)) {
      String name = "reader" + Long.toString(System.nanoTime(), 36);
      desk.open("/staff/administration/operator");
      desk.fill("name", name).fill("displayName", "Reader");
      desk.find("#role_MARKETING").check();
      String once = desk.press("save").find("#handedOut").innerText();
      try (StaffDesk reader = StaffDesk.window(portal, chromium)) {
        reader.signIn(name, once);
        reader.fill("current", once).fill("wanted", "een lange zin vol woorden").press("save");
        reader.open("/staff/privacy/statement?c=imailo");
        assertThat(reader.find("h1")).hasText("Privacy statement");
        assertThat(reader.find("#publish")).hasCount(0);
        reader.open("/staff/privacy/facts?part=WHO&c=imailo");
        assertThat(reader.find("#save")).hasCount(0);
        reader.open("/staff/privacy/processors?c=imailo");
        assertThat(reader.find("main .btn")).hasCount(0);
      }
    }
  }
}
