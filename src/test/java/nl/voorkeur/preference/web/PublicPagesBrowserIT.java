package nl.voorkeur.preference.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.APIRequestContext;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.RequestOptions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import nl.voorkeur.platform.token.LinkPurpose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages of recipients in a real browser, most of the time without scripts and cookies. */
class PublicPagesBrowserIT extends RecipientBrowser {

  /** The whole way, by keyboard where a person would use it. */
  @Test
  void fromSignUpToUnsubscribed() throws Exception {
    try (BrowserContext window = plain("nl-NL")) {
      Page page = window.newPage();
      String address = people.freshAddress();
      page.navigate(portal.url() + "/s/imailo?topic=weekblik");
      assertThat(page.locator("input[type=checkbox]:checked")).hasCount(0);
      type(page.locator("#address"), address);
      page.locator("#topic-11").press("Space");
      page.locator("#topic-12").press("Space");
      page.locator("#address").press("Enter");
      assertThat(page.locator("h1")).hasText("Kijk in uw mail");

      String confirm = linkIn(portal.mails().await(address), "/c/");
      long person = people.find(address);
      assertFalse(people.mayBeMailed(person, WEEKBLIK), "not before it is confirmed");
      page.navigate(confirm);
      assertThat(page.locator("h1")).hasText("Klopt het dat u dit wilt?");
      assertThat(page.locator("main")).containsText("Weekblik");
      assertThat(page.locator("main")).containsText("Reisbrieven");
      assertThat(page.locator(".head")).containsText("p•••@v••••.example");
      assertFalse(people.mayBeMailed(person, WEEKBLIK), "opening the page confirms nothing");
      page.locator("#yes").press("Enter");
      assertThat(page.locator("h1")).hasText("U bent ingeschreven.");
      assertTrue(people.mayBeMailed(person, WEEKBLIK));
      assertTrue(people.mayBeMailed(person, REISBRIEVEN));
      assertFalse(people.mayBeMailed(person, AANBIEDINGEN));

      page.getByText("Bekijk al uw keuzes").click();
      assertThat(page.locator("#topic-11")).isChecked();
      assertThat(page.locator("#topic-12")).isChecked();
      assertThat(page.locator("#topic-13")).not().isChecked();
      page.locator("#topic-12").uncheck();
      page.locator("#save").press("Enter");
      assertThat(page.locator("#saved")).containsText("U krijgt Reisbrieven niet meer.");
      assertFalse(people.mayBeMailed(person, REISBRIEVEN));

      page.navigate(links.unsubscribe(person, WEEKBLIK));
      assertThat(page.locator("h1")).hasText("Wilt u stoppen met Weekblik?");
      assertTrue(people.mayBeMailed(person, WEEKBLIK), "opening the page stops nothing");
      page.locator("#stop").press("Enter");
      assertThat(page.locator("h1")).hasText("U krijgt Weekblik niet meer.");
      assertThat(page.locator(".receipt")).containsText(Long.toString(person) + "-");
      assertFalse(people.mayBeMailed(person, WEEKBLIK));

      page.navigate(links.unsubscribe(person, WEEKBLIK));
      assertThat(page.locator("h1")).hasText("U krijgt Weekblik al niet meer.");
      page.navigate(confirm);
      assertThat(page.locator("h1")).hasText("Deze link is al gebruikt.");
      assertEquals(List.of(), window.cookies(), "no cookie on the whole way");
    }
  }

  /** Promise 2: what comes through a link that may have been forwarded is asked about first. */
  @Test
  void switchingOnAsksFirst() throws Exception {
    try (BrowserContext window = plain("nl-NL")) {
      String address = people.freshAddress();
      long person = people.subscriber(address, WEEKBLIK);
      Page page = window.newPage();
      page.navigate(links.preferences(person));
      page.locator("#topic-13").check();
      page.locator("#save").click();
      assertThat(page.locator("#saved"))
          .containsText("Voor Aanbiedingen van iMailo sturen wij u één mail");
      assertThat(page.locator("#topic-13")).not().isChecked();
      assertThat(page.locator("#topic-13-about")).containsText("Wacht op u");
      assertFalse(people.mayBeMailed(person, AANBIEDINGEN));

      page.navigate(linkIn(portal.mails().await(address), "/c/"));
      page.locator("#yes").click();
      assertTrue(people.mayBeMailed(person, AANBIEDINGEN));
      assertTrue(people.mayBeMailed(person, WEEKBLIK), "what was on stays on");
    }
  }

  /** Taking an unsubscribe back from the same link makes one mail, and changes nothing before. */
  @Test
  void takingBackAsksFirst() throws Exception {
    try (BrowserContext window = plain("nl-NL")) {
      String address = people.freshAddress();
      long person = people.subscriber(address, WEEKBLIK, REISBRIEVEN);
      Page page = window.newPage();
      page.navigate(links.unsubscribe(person, WEEKBLIK));
      page.locator("#stop").click();
      page.locator("#takeback").click();
      assertThat(page.locator("h1")).hasText("Kijk in uw mail");
      assertFalse(people.mayBeMailed(person, WEEKBLIK));
      page.navigate(linkIn(portal.mails().await(address), "/c/"));
      page.locator("#yes").click();
      assertTrue(people.mayBeMailed(person, WEEKBLIK));
    }
  }

  @Test
  void stopsEverythingFromTheFoldOut() {
    try (BrowserContext window = plain("nl-NL")) {
      long person = people.subscriber(WEEKBLIK, REISBRIEVEN);
      Page page = window.newPage();
      page.navigate(links.unsubscribe(person, WEEKBLIK));
      page.locator("#stop").click();
      assertTrue(people.mayBeMailed(person, REISBRIEVEN));
      assertThat(page.locator(".receipt")).containsText("Reisbrieven");
      page.locator("details:has(#stopall) > summary").click();
      page.locator("#stopall").click();
      assertThat(page.locator("h1")).hasText("iMailo B.V. stuurt u geen reclame of nieuws meer.");
      assertFalse(people.mayBeMailed(person, REISBRIEVEN));
    }
  }

  /** An old tab says only what its person changed in it. */
  @Test
  void twoTabsDoNoHarm() {
    try (BrowserContext window = plain("nl-NL")) {
      long person = people.subscriber(WEEKBLIK, REISBRIEVEN);
      Page one = window.newPage();
      Page two = window.newPage();
      one.navigate(links.preferences(person));
      two.navigate(links.preferences(person));
      one.locator("#topic-11").uncheck();
      one.locator("#save").click();
      two.locator("#topic-12").uncheck();
      two.locator("#save").click();
      assertThat(two.locator("#topic-11")).not().isChecked();
      assertThat(two.locator("#saved")).not().containsText("Weekblik");
      assertFalse(people.mayBeMailed(person, WEEKBLIK));
      assertFalse(people.mayBeMailed(person, REISBRIEVEN));

      two.locator("#save").click();
      assertThat(two.locator("#saved")).containsText("Er was niets te wijzigen.");
      assertThat(two.locator("#undo")).hasCount(0);
    }
  }

  @Test
  void undoAndLanguage() {
    try (BrowserContext window = plain("nl-NL")) {
      long person = people.subscriber(WEEKBLIK);
      Page page = window.newPage();
      page.navigate(links.preferences(person));
      page.locator("#language").selectOption("EN");
      page.locator("#save").click();
      assertThat(page.locator("#saved")).containsText("Engels");
      page.locator("#undo").click();
      assertThat(page.locator("#language")).hasValue("NL");

      page.locator("#topic-11").uncheck();
      page.locator("#save").click();
      page.locator("#undo").click();
      assertThat(page.locator("#saved")).containsText("Voor Weekblik sturen wij u één mail");
      assertFalse(people.mayBeMailed(person, WEEKBLIK), "not before the mail is answered");
    }
  }

  @Test
  void saysWhatIsWrongAndKeepsWhatWasTyped() {
    try (BrowserContext window = plain("nl-NL")) {
      Page page = window.newPage();
      page.navigate(portal.url() + "/s/imailo");
      page.locator("#address").fill("joke@");
      page.locator("#language").selectOption("EN");
      page.locator("#send").click();
      assertThat(page).hasTitle(Pattern.compile("^Fout: .*"));
      assertThat(page.locator(".note.stop")).containsText("Twee dingen kloppen nog niet");
      assertThat(page.locator("#address")).hasValue("joke@");
      assertThat(page.locator("#address")).hasAttribute("aria-invalid", "true");
      assertThat(page.locator("#language")).hasValue("EN");
      page.locator("#topic-12").check();
      page.locator("#send").click();
      assertThat(page.locator(".note.stop")).containsText("Eén ding klopt nog niet");
      assertThat(page.locator("#topic-12")).isChecked();
    }
  }

  /** ASVS 6.3.8: nobody learns from the answer who is known here. */
  @Test
  void answersAllAlike() throws Exception {
    try (BrowserContext window = plain("nl-NL")) {
      String known = people.freshAddress();
      long reader = people.subscriber(known, WEEKBLIK);
      String stopped = people.freshAddress();
      long person = people.subscriber(stopped, WEEKBLIK);
      APIRequestContext plain = window.request();
      String stop = links.unsubscribe(person, WEEKBLIK);
      plain.post(
          stop,
          RequestOptions.create()
              .setHeader("Content-Type", "application/x-www-form-urlencoded")
              .setData("List-Unsubscribe=One-Click"));
      List<String> answers = new ArrayList<>();
      List<String> asked = List.of(people.freshAddress(), known, stopped, stopped);
      List<Page> forms = asked.stream().map(any -> window.newPage()).toList();
      forms.forEach(form -> form.navigate(portal.url() + "/s/imailo"));
      forms.forEach(form -> takeTime(form, "/s/imailo"));
      for (int i = 0; i < asked.size(); i++) {
        Page page = forms.get(i);
        page.locator("#address").fill(asked.get(i));
        page.locator("#topic-11").check();
        Response answer =
            page.waitForResponse(
                r -> r.request().method().equals("POST"), () -> page.locator("#send").click());
        assertEquals(200, answer.status());
        answers.add(answer.text());
      }
      assertEquals(1, answers.stream().distinct().count(), "byte for byte");
      portal.mails().await(stopped);
      assertEquals(1, portal.mails().count(stopped), "one mail an hour");
      assertFalse(people.mayBeMailed(person, WEEKBLIK), "asking lifts no opt-out");
      assertTrue(people.mayBeMailed(reader, WEEKBLIK), "nor does a stranger's asking end a yes");
    }
  }

  /** Programs are answered like people, and mail nobody. */
  @Test
  void aHurriedOrGreedyFormMailsNobody() throws Exception {
    try (BrowserContext window = plain("nl-NL")) {
      Page page = window.newPage();
      String hurried = people.freshAddress();
      page.navigate(portal.url() + "/s/imailo");
      page.locator("#address").fill(hurried);
      page.locator("#topic-11").check();
      page.locator("#send").click();
      assertThat(page.locator("h1")).hasText("Kijk in uw mail");
      String greedy = people.freshAddress();
      page.navigate(portal.url() + "/s/imailo");
      page.locator("#website").fill("https://buy.example");
      type(page.locator("#address"), greedy);
      page.locator("#topic-11").check();
      page.locator("#send").click();
      assertThat(page.locator("h1")).hasText("Kijk in uw mail");
      assertFalse(people.isKnown(hurried), "nothing was kept");
      assertFalse(people.isKnown(greedy), "nothing was kept");
    }
  }

  /** ASVS 3.5.1: a form that another site, or nobody, made is refused and changes nothing. */
  @Test
  void refusesFormsOfOthers() {
    try (BrowserContext window = plain("nl-NL")) {
      long person = people.subscriber(WEEKBLIK);
      String link = links.preferences(person);
      Page page = window.newPage();
      page.navigate(link);
      String seal = page.locator("#choices input[name=seal]").getAttribute("value");
      page.navigate(portal.url() + "/s/imailo");
      String foreign = page.locator("input[name=seal]").getAttribute("value");
      Map<String, String> own = Map.of("Sec-Fetch-Site", "same-origin");
      assertEquals(403, save(window, link, "", own).status(), "no seal");
      assertEquals(403, save(window, link, "AQ" + seal.substring(2) + "A", own).status(), "forged");
      assertEquals(403, save(window, link, foreign, own).status(), "of another form");
      assertEquals(403, save(window, link, seal, Map.of("Sec-Fetch-Site", "cross-site")).status());
      assertEquals(
          403, save(window, link, seal, Map.of("Origin", "https://evil.example")).status());
      assertEquals(400, save(window, link, seal + "&seal=" + seal, own).status(), "twice");
      assertTrue(people.mayBeMailed(person, WEEKBLIK));
      assertEquals(200, save(window, link, seal, Map.of("Origin", "null")).status());
      assertFalse(people.mayBeMailed(person, WEEKBLIK));
    }
  }

  private static APIResponse save(
      BrowserContext window, String link, String seal, Map<String, String> headers) {
    RequestOptions options =
        RequestOptions.create()
            .setHeader("Content-Type", "application/x-www-form-urlencoded")
            .setData(
                "choices=choices&save=&topic-shown=11&language=NL&jakarta.faces.ViewState=stateless&seal="
                    + seal);
    headers.forEach(options::setHeader);
    return window.request().post(link, options);
  }

  /** Promise 4: everything but a post leaves everything as it was. */
  @Test
  void lookingChangesNothing() throws Exception {
    try (BrowserContext window =
        chromium.context(new Browser.NewContextOptions().setLocale("nl-NL"))) {
      String address = people.freshAddress();
      long person = people.subscriber(address, WEEKBLIK);
      Page page = window.newPage();
      page.navigate(links.preferences(person));
      page.locator("#topic-12").check();
      page.locator("#save").click();
      String confirm = linkIn(portal.mails().await(address), "/c/");
      List<String> before = everything(person);
      for (String link :
          List.of(confirm, links.preferences(person), links.unsubscribe(person, WEEKBLIK))) {
        APIRequestContext scanner = window.request();
        for (String network : List.of("192.0.2.7", "2001:db8:7::1")) {
          for (String purpose : List.of("", "prefetch", "prefetch;prerender")) {
            RequestOptions asks =
                RequestOptions.create()
                    .setHeader("X-Forwarded-For", network)
                    .setHeader("Sec-Purpose", purpose);
            assertEquals(200, scanner.get(link, asks).status());
            assertEquals(200, scanner.head(link, asks).status());
            assertEquals(200, scanner.get(link + "?yes=&stop=&save=&topic=12", asks).status());
          }
        }
        page.navigate(link); // a scanner that runs scripts
        assertThat(page.locator("script")).hasCount(0);
      }
      assertEquals(before, everything(person));
      page.navigate(confirm);
      page.locator("#yes").click();
      assertTrue(people.mayBeMailed(person, REISBRIEVEN), "the link was not used up");
    }
  }

  /** All rows of all tables that name this person. */
  private static List<String> everything(long person) throws Exception {
    try (Connection connection = portal.database();
        Statement statement = connection.createStatement()) {
      List<String> tables = new ArrayList<>(List.of("recipient"));
      try (ResultSet found =
          statement.executeQuery(
              "SELECT c.table_name FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)"
                  + " WHERE c.column_name = 'recipient_id' AND c.table_schema = 'public' AND t.table_type = 'BASE TABLE'")) {
        while (found.next()) {
          tables.add(found.getString(1));
        }
      }
      assertTrue(tables.size() > 8, tables.toString());
      List<String> rows = new ArrayList<>();
      for (String table : tables) {
        String key = table.equals("recipient") ? "id" : "recipient_id";
        try (ResultSet row =
            statement.executeQuery(
                "SELECT t::text FROM "
                    + table
                    + " t WHERE "
                    + key
                    + " = "
                    + person
                    + " ORDER BY 1")) {
          while (row.next()) {
            rows.add(table + row.getString(1));
          }
        }
      }
      return rows;
    }
  }

  /** ASVS 9.2.2, 8.2.2: a token of one purpose opens no page of another. */
  @Test
  void linksDoOneThing() {
    try (BrowserContext window = plain("nl-NL")) {
      long person = people.subscriber(WEEKBLIK);
      String preferences = links.preferences(person);
      assertEquals(person, links.read(preferences, LinkPurpose.PREFERENCES).subject());
      for (String link :
          List.of(
              preferences.replace("/p/", "/c/"),
              links.unsubscribe(person, WEEKBLIK).replace("/u/", "/p/"),
              preferences + "x",
              portal.url() + "/p/",
              portal.url() + "/preferences",
              portal.url() + "/unsubscribe.xhtml",
              portal.url() + "/s/nobody",
              portal.url() + "/WEB-INF/web.xml",
              portal.url() + "/nothing")) {
        APIResponse answer = window.request().get(link);
        assertEquals(404, answer.status(), link);
        assertTrue(answer.text().contains("Deze pagina bestaat niet"), link);
      }
    }
  }

  @Test
  void setsTheHeadersOfAPublicPage() {
    try (BrowserContext window = plain("nl-NL")) {
      long person = people.subscriber(WEEKBLIK);
      for (String link :
          List.of(
              portal.url() + "/",
              portal.url() + "/s/imailo",
              links.preferences(person),
              links.unsubscribe(person, WEEKBLIK),
              portal.url() + "/nothing")) {
        Map<String, String> headers = window.request().get(link).headers();
        assertEquals(
            "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
            headers.get("content-security-policy"),
            link);
        assertEquals("no-referrer", headers.get("referrer-policy"));
        assertEquals("nosniff", headers.get("x-content-type-options"));
        assertEquals("no-store", headers.get("cache-control"));
        assertEquals(
            link.contains("/p/") || link.contains("/u/"), headers.containsKey("x-robots-tag"));
        assertFalse(headers.containsKey("set-cookie"), link);
        assertFalse(headers.containsKey("server"), link);
        assertFalse(headers.containsKey("x-powered-by"), link);
      }
      String sheet =
          Pattern.compile("/resources/css/voorkeur\\.css\\?v=\\w+")
              .matcher(window.request().get(portal.url() + "/").text())
              .results()
              .findFirst()
              .orElseThrow()
              .group();
      assertEquals(
          "public, max-age=31536000, immutable",
          window.request().get(portal.url() + sheet).headers().get("cache-control"));
    }
  }

  /** No link with a forged host, whoever asks (ASVS 4.1.3). */
  @Test
  void believesNoHostHeader() {
    try (BrowserContext window = plain("nl-NL")) {
      long person = people.subscriber(WEEKBLIK);
      for (String link : List.of(links.preferences(person), links.unsubscribe(person, WEEKBLIK))) {
        String page =
            window
                .request()
                .get(link, RequestOptions.create().setHeader("X-Forwarded-Host", "evil.example"))
                .text();
        assertFalse(page.contains("evil.example"));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"nl", "en", "de", "fr"})
  void speaksEachLanguage(String language) {
    try (BrowserContext window = plain(language)) {
      long person = people.subscriber(WEEKBLIK, REISBRIEVEN);
      Page page = window.newPage();
      String ask = "?lang=" + language;
      page.navigate(portal.url() + "/");
      assertThat(page.locator("html")).hasAttribute("lang", language);
      List<String> shown = new ArrayList<>();
      page.navigate(portal.url() + "/s/imailo");
      shown.add(words(page, language));
      page.locator("#send").click();
      shown.add(words(page, language));
      page.navigate(links.confirm(999_999_999) + ask);
      shown.add(words(page, language));
      page.navigate(links.preferences(person) + ask);
      shown.add(words(page, language));
      page.locator("#topic-13").check();
      page.locator("#topic-12").uncheck();
      page.locator("#save").click();
      shown.add(words(page, language));
      page.navigate(links.unsubscribe(person, WEEKBLIK) + ask);
      shown.add(words(page, language));
      page.locator("#stop").click();
      shown.add(words(page, language));
      page.locator("#takeback").click();
      shown.add(words(page, language));
      page.navigate(links.unsubscribe(999_999_999, WEEKBLIK) + ask);
      shown.add(words(page, language));
      page.navigate(portal.url() + "/nothing" + ask);
      shown.add(words(page, language));
      assertEquals(shown.size(), shown.stream().distinct().count());
    }
  }

  /** Every page and state, in both colours and sizes. */
  @Test
  void isAccessible() throws Exception {
    try (BrowserContext window = scripted()) {
      String address = people.freshAddress();
      long person = people.subscriber(address, WEEKBLIK, REISBRIEVEN, 16);
      Page page = window.newPage();
      page.navigate(portal.url() + "/");
      check(page, "landing");
      page.navigate(portal.url() + "/s/imailo");
      check(page, "signup");
      page.locator("#send").click();
      check(page, "signup-error");
      page.navigate(portal.url() + "/s/de-linde?lang=en");
      check(page, "signup-english");
      page.navigate(links.preferences(person));
      check(page, "preferences");
      page.locator("#topic-12").uncheck();
      page.locator("#topic-13").check();
      page.locator("#save").click();
      check(page, "preferences-saved");
      page.navigate(linkIn(portal.mails().await(address), "/c/"));
      check(page, "confirm");
      page.locator("#yes").click();
      check(page, "confirmed");
      page.reload();
      check(page, "confirmed-before");
      page.navigate(links.confirm(999_999_999));
      check(page, "confirm-late");
      page.navigate(links.unsubscribe(person, WEEKBLIK));
      check(page, "unsubscribe");
      page.locator("#stop").click();
      check(page, "stopped");
      page.locator("details:has(#stopall) > summary").click();
      check(page, "stopped-open");
      page.locator("#stopall").click();
      check(page, "stopped-all");
      page.locator("#takeback").click();
      check(page, "taken-back");
      page.navigate(portal.url() + "/nothing");
      check(page, "not-found");
    }
  }
}
