package nl.voorkeur.preference.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.APIRequestContext;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.RequestOptions;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import nl.voorkeur.StaffDesk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages behind a fresh link in a real browser, most of the time without scripts. */
class OwnPagesBrowserIT extends RecipientBrowser {

  /** What the expression among them comes to; so long that no token holds it by chance. */
  private static final String PRODUCT = "5183424007";

  private static final List<String> NAUGHTY =
      List.of(
          "<script>alert(1)</script>",
          "\"'><img src=x onerror=alert(1)>",
          "#{71993*71999}${71993*71999}",
          "Robert'); DROP TABLE recipient;--",
          "a\r\nBcc: other@evil.example",
          "\u202eevil\u0000\u2028x",
          "\uD83D\uDE00 \u03A9 \u540D\u524D \u00FF",
          "//evil.example/%2e%2e",
          "-1",
          "99999999999999999999");

  /** The forms of a page that post to an address: the names and values of their fields. */
  private static final String FIELDS =
      "path => [...document.forms].filter(f => new URL(f.action).pathname === path)"
          + ".map(f => { const s = f.querySelector('button'); const all = [...new FormData(f, s)];"
          + " return all.map(([name, value]) => [name, String(value)]); })";

  /** From an address alone to choices that hold at once, by keyboard. */
  @Test
  void whoHasNoOldMailGetsALink() throws Exception {
    try (BrowserContext window = plain("nl-NL")) {
      String address = people.freshAddress();
      long person = people.subscriber(address, WEEKBLIK);
      Page page = window.newPage();
      page.navigate(portal.url() + "/s/imailo");
      page.getByText("Mail mij mijn link").press("Enter");
      type(page.locator("#address"), address);
      page.locator("#address").press("Enter");
      assertThat(page.locator("h1")).hasText("Kijk in uw mail");
      MimeMessage mail = portal.mails().await(address);
      assertEquals("auto-generated", mail.getHeader("Auto-Submitted", null));
      assertEquals("Uw link naar uw keuzes bij iMailo B.V.", mail.getSubject());
      page.navigate(linkIn(mail, "/f/"));
      assertThat(page.locator("h1")).hasText("Open uw eigen pagina");
      page.locator("#open").press("Enter");
      assertThat(page.locator("h1")).hasText("Welke mail wilt u van ons krijgen?");
      assertThat(page.locator(".head")).containsText(address);

      page.locator("#topic-13").press("Space");
      page.locator("#first").fill("Joke");
      page.locator("#last").fill("de Wit");
      page.locator("#save").press("Enter");
      assertThat(page.locator("#saved")).containsText("U krijgt voortaan Aanbiedingen van iMailo.");
      assertThat(page.locator("#saved")).containsText("Uw naam is gewijzigd.");
      assertThat(page.locator("#first")).hasValue("Joke");
      assertTrue(people.mayBeMailed(person, AANBIEDINGEN), "the link was mailed a moment ago");

      page.locator("#undo").press("Enter");
      assertThat(page.locator("#first")).hasValue("");
      assertFalse(people.mayBeMailed(person, AANBIEDINGEN));
      assertTrue(people.mayBeMailed(person, WEEKBLIK));
      assertEquals(List.of(), window.cookies());
    }
  }

  /** Promise 4, requirement P2: a scanner uses up nothing; a person does, once. */
  @Test
  void theLinkWorksOnce() throws Exception {
    try (BrowserContext window =
        chromium.context(new Browser.NewContextOptions().setLocale("nl-NL"))) {
      String address = people.freshAddress();
      people.subscriber(address, WEEKBLIK);
      String link = freshLink(window, address);
      APIRequestContext scanner = window.request();
      for (int i = 0; i < 2; i++) {
        assertEquals(200, scanner.get(link).status());
        assertEquals(200, scanner.head(link).status());
        RequestOptions prefetch = RequestOptions.create().setHeader("Sec-Purpose", "prefetch");
        assertEquals(200, scanner.get(link, prefetch).status());
        assertEquals(200, scanner.get(link + "?open=&again=1").status());
      }
      assertEquals(404, scanner.get(link + "x").status());
      assertEquals(403, scanner.post(link).status(), "not from our page");
      Page page = window.newPage();
      page.navigate(link);
      page.locator("#open").click();
      assertThat(page.locator("#choices")).isVisible();

      Page second = window.newPage();
      second.navigate(link);
      assertThat(second.locator("h1")).hasText("Deze link is al gebruikt.");
      second.locator("#again").click();
      assertThat(second.locator("h1")).hasText("Kijk in uw mail");
      portal.mails().await(address, 2);
      assertEquals(404, scanner.get(portal.url() + "/my/preferences").status());
    }
  }

  /** A pass that got old is worth as much as an ordinary link: the no holds, the yes is asked. */
  @Test
  void anOldPassStillSaysNo() throws Exception {
    try (BrowserContext window = plain("nl-NL")) {
      String address = people.freshAddress();
      long person = people.subscriber(address, WEEKBLIK);
      Page page = window.newPage();
      page.navigate(freshLink(window, address));
      page.locator("#open").click();
      page.locator("#pause-6").check();
      page.locator("#most").selectOption("1/MONTH");
      page.locator("#profiling").uncheck();
      page.locator("#save").click();
      assertThat(page.locator("#saved")).containsText("U hebt pauze tot");
      assertThat(page.locator("#saved")).containsText("hooguit 1 per maand");
      assertThat(page.locator("#saved")).containsText("Wij stemmen mail niet meer op u af.");
      assertFalse(people.mayBeMailed(person, WEEKBLIK));
      page.getByText("Stop de pauze nu").click();
      page.locator("#save").click();
      assertThat(page.locator("#saved")).containsText("Uw pauze is voorbij.");
      assertTrue(people.mayBeMailed(person, WEEKBLIK));

      String old = links.pass(person, java.time.Duration.ofHours(5));
      page.locator("#choices input[name=pass]").evaluate("(e, v) => { e.value = v; }", old);
      page.locator("#topic-11").uncheck();
      page.locator("#topic-12").check();
      page.locator("#most").selectOption("all");
      page.locator("#save").click();
      assertThat(page.locator("#old")).containsText("U opende deze pagina een tijd geleden.");
      assertThat(page.locator("#saved")).containsText("U krijgt Weekblik niet meer.");
      assertThat(page.locator("#saved")).containsText("Voor Reisbrieven sturen wij u één mail");
      assertThat(page.locator("#saved")).containsText("Voor de rest mailden wij u een link.");
      assertThat(page.locator("#first")).hasCount(0);
      assertFalse(people.mayBeMailed(person, WEEKBLIK));
      assertFalse(people.mayBeMailed(person, REISBRIEVEN));

      List<MimeMessage> mails = portal.mails().await(address, 3);
      String kept =
          mails.stream()
              .filter(mail -> text(mail).contains("/f/"))
              .map(mail -> linkIn(mail, "/f/"))
              .findFirst()
              .orElseThrow();
      page.navigate(kept);
      assertThat(page.locator("main")).containsText("U krijgt weer alles wat er is.");
      page.locator("#open").click();
      assertThat(page.locator("#saved")).containsText("U krijgt weer alles wat er is.");
      assertThat(page.locator("#most")).hasValue("all");
    }
  }

  /** From an ordinary mail: less at once, more only by a link mailed for it. */
  @Test
  void theLinkOfAnOrdinaryMailIsWeaker() throws Exception {
    try (BrowserContext window = plain("nl-NL")) {
      String address = people.freshAddress();
      long person = people.subscriber(address, WEEKBLIK);
      Page page = window.newPage();
      page.navigate(links.preferences(person));
      assertThat(page.locator(".head")).not().containsText(address);
      assertThat(page.locator("#first")).hasCount(0);
      page.locator("#pause-date").check();
      page.locator("#until").fill("2020-01-01");
      page.locator("#save").click();
      assertThat(page.locator(".note.stop")).containsText("Kies een datum na vandaag");
      assertThat(page.locator("#until")).hasValue("2020-01-01");
      assertThat(page.locator("#pause-date")).isChecked();
      page.locator("#until").fill(LocalDate.now(java.time.ZoneOffset.UTC).plusDays(40).toString());
      page.locator("#save").click();
      assertThat(page.locator("#saved")).containsText("U hebt pauze tot");
      assertFalse(people.mayBeMailed(person, WEEKBLIK));
      page.locator("#undo").click();
      assertThat(page.locator("#saved")).containsText("Voor de rest mailden wij u een link.");
      assertFalse(people.mayBeMailed(person, WEEKBLIK), "only the person ends it");
      page.navigate(linkIn(portal.mails().await(address), "/f/"));
      page.locator("#open").click();
      assertThat(page.locator("#saved")).containsText("Uw pauze is voorbij.");
      assertTrue(people.mayBeMailed(person, WEEKBLIK));

      page.navigate(links.preferences(person));
      unfold(page, "Bezwaar maken tegen alle reclame");
      page.locator("#object").click();
      assertThat(page.locator("#saved"))
          .containsText("gebruikt uw gegevens niet meer voor reclame");
      assertEquals("OBJECTION", people.ledger(person).get(0));
    }
  }

  /** ASVS 6.3.8: nobody learns from the answer who is known here, nor from its size or time. */
  @Test
  void answersKnownAndUnknownAlike() throws Exception {
    try (BrowserContext window = plain("nl-NL")) {
      List<Long> known = new ArrayList<>();
      List<Long> unknown = new ArrayList<>();
      List<String> answers = new ArrayList<>();
      APIRequestContext plain = window.request();
      String seal = links.seal("/link/imailo", Duration.ofSeconds(3));
      for (int i = 0; i < 60; i++) {
        String address = people.freshAddress();
        if (i % 2 == 0) {
          people.subscriber(address, WEEKBLIK);
        }
        long start = System.nanoTime();
        var answer =
            plain.post(
                portal.url() + "/link/imailo",
                RequestOptions.create()
                    .setHeader("Content-Type", "application/x-www-form-urlencoded")
                    .setHeader("Sec-Fetch-Site", "same-origin")
                    .setData(
                        "asking=asking&send=&website=&jakarta.faces.ViewState=stateless&address="
                            + java.net.URLEncoder.encode(address, StandardCharsets.UTF_8)
                            + "&seal="
                            + seal));
        (i % 2 == 0 ? known : unknown).add(System.nanoTime() - start);
        assertEquals(200, answer.status());
        answers.add(answer.text());
      }
      assertEquals(1, answers.stream().distinct().count(), "byte for byte");
      assertTrue(answers.get(0).contains("Kijk in uw mail"));
      double ratio = median(known) / median(unknown);
      assertTrue(ratio > 0.5 && ratio < 2, "medians of interleaved requests: " + ratio);
    }
  }

  /** Requirement S13a: all of it, as a page and as two files. */
  @Test
  void seesAndTakesAlongEverything() throws Exception {
    try (BrowserContext window = plain("nl-NL")) {
      String address = people.freshAddress();
      long person = people.subscriber(address, WEEKBLIK);
      Page page = openData(window, address);
      assertThat(page.locator("h1")).hasText("Dit weten wij van u");
      assertThat(page.locator("table")).containsText(address);
      assertThat(page.locator("table")).containsText("Hoe wij eraan komen");
      assertThat(page.locator(".line")).containsText("Weekblik");
      Download json = page.waitForDownload(() -> page.getByText("Bewaar als JSON").click());
      String text = Files.readString(json.path());
      assertEquals("my-data.json", json.suggestedFilename());
      JsonObject all = JsonParser.parseString(text).getAsJsonObject();
      String schemaPath = all.get("schema").getAsString();
      JsonObject schema =
          JsonParser.parseString(window.request().get(portal.url() + schemaPath).text())
              .getAsJsonObject();
      assertEquals(named(schema.getAsJsonArray("required")), all.keySet());
      JsonObject data = all.getAsJsonObject("data");
      JsonObject parts = schema.getAsJsonObject("properties").getAsJsonObject("data");
      assertEquals(named(parts.getAsJsonArray("required")), data.keySet());
      data.asMap().values().stream()
          .flatMap(part -> part.getAsJsonArray().asList().stream())
          .flatMap(one -> one.getAsJsonObject().asMap().values().stream())
          .forEach(value -> assertTrue(value.getAsJsonPrimitive().isString()));
      JsonObject profile = data.getAsJsonArray("profile").get(0).getAsJsonObject();
      assertEquals("address", profile.get("item").getAsString());
      assertEquals(address, profile.get("value").getAsString());
      Download html =
          page.waitForDownload(() -> page.getByText("Bewaar als leesbare pagina").click());
      assertTrue(Files.readString(html.path()).contains(address));

      page.getByText("Stop met Weekblik").click();
      assertThat(page.locator("#said")).hasText("U krijgt Weekblik niet meer.");
      assertFalse(people.mayBeMailed(person, WEEKBLIK));
      page.getByText("Terug naar uw keuzes").click();
      assertThat(page.locator("#topic-11")).not().isChecked();
    }
  }

  /** GDPR art. 15(1)(g): what was answered shows with who said so, and goes with a word. */
  @Test
  void answersWhatTheControllerAsks() throws Exception {
    try (StaffDesk desk = StaffDesk.ofAdministrator(portal, chromium)) {
      desk.open("/staff/catalogue/questions?c=imailo");
      assertThat(desk.find(".empty")).isVisible();
      assertEquals(List.of(), desk.accessibilityFaults());
      desk.open("/staff/catalogue/question?c=imailo");
      desk.fill("label_nl", "Waar leest u ons?").fill("choices_nl", "thuis").press("save");
      assertThat(desk.find("#choices_nl-error")).isVisible();
      assertEquals(List.of(), desk.accessibilityFaults());
      desk.fill("choices_nl", "thuis\nonderweg").press("save");
      assertThat(desk.find("table")).containsText("thuis, onderweg");
      assertEquals(List.of(), desk.accessibilityFaults());
    }
    try (BrowserContext window = plain("nl-NL")) {
      String address = people.freshAddress();
      people.subscriber(address, WEEKBLIK);
      Page page = window.newPage();
      page.navigate(freshLink(window, address));
      page.locator("#open").click();
      page.getByLabel("Waar leest u ons?").selectOption("onderweg");
      page.locator("#save").click();
      assertThat(page.locator("#saved")).containsText("Uw antwoorden zijn bewaard.");
      assertThat(page.getByLabel("Waar leest u ons?")).hasValue("onderweg");
      page.getByText("Alles wat wij van u bewaren").click();
      assertThat(page.locator("tr", new Page.LocatorOptions().setHasText("Waar leest u ons?")))
          .containsText("van uzelf");
      page.getByText("Terug naar uw keuzes").click();
      page.getByLabel("Waar leest u ons?").selectOption("");
      page.locator("#save").click();
      assertThat(page.getByLabel("Waar leest u ons?")).hasValue("");
      page.locator("#undo").click();
      assertThat(page.getByLabel("Waar leest u ons?")).hasValue("onderweg");
    }
    try (StaffDesk desk = StaffDesk.ofAdministrator(portal, chromium)) {
      desk.open("/staff/catalogue/questions?c=imailo").find("tbody a").click();
      desk.press("close");
      assertThat(desk.find("table")).containsText("Not asked");
    }
  }

  /**
   * Opens and clicks are counted where the controller wants it and the person says so: never
   * before, a yes by a fresh link only, and a no at once by any link.
   */
  @Test
  void isCountedOnlyByTheirOwnYes() throws Exception {
    try (BrowserContext window = plain("nl-NL")) {
      String address = people.freshAddress();
      long person = people.subscriber(address, WEEKBLIK);
      Page page = window.newPage();
      page.navigate(links.preferences(person));
      assertThat(page.locator("#tracking")).hasCount(0);
      tracking(true);
      try {
        page.reload();
        assertThat(page.locator("#tracking")).not().isChecked();
        page.locator("#tracking").check();
        page.locator("#save").click();
        assertThat(page.locator("#saved")).containsText("mailden wij u een link");
        assertFalse(isCounted(person), "a forwarded mail says yes for nobody");
        page.navigate(linkIn(portal.mails().await(address), "/f/"));
        page.locator("#open").click();
        assertThat(page.locator("#tracking")).isChecked();
        assertTrue(isCounted(person));
        assertEquals("TRACKING_ALLOWED", people.ledger(person).get(0));

        page.navigate(links.preferences(person));
        page.locator("#tracking").uncheck();
        page.locator("#save").click();
        assertThat(page.locator("#saved")).isVisible();
        assertThat(page.locator("#tracking")).not().isChecked();
        assertFalse(isCounted(person));
      } finally {
        tracking(false);
      }
    }
  }

  private static void tracking(boolean wanted) throws Exception {
    try (Connection database = portal.database();
        Statement statement = database.createStatement()) {
      statement.executeUpdate(
          "INSERT INTO mailing_policy (controller_id, tracking) VALUES (1, "
              + wanted
              + ") ON CONFLICT (controller_id) DO UPDATE SET tracking = excluded.tracking");
    }
  }

  private static boolean isCounted(long person) throws Exception {
    try (Connection database = portal.database();
        Statement statement = database.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT coalesce(bool_or(tracking), false) FROM standing WHERE recipient_id = "
                    + person)) {
      row.next();
      return row.getBoolean(1);
    }
  }

  private static Set<String> named(JsonArray names) {
    return names.asList().stream().map(JsonElement::getAsString).collect(Collectors.toSet());
  }

  /** Requirements S13c, S13e: held, used again, erased for good. */
  @Test
  void holdsAndErases() throws Exception {
    try (BrowserContext window = plain("nl-NL")) {
      String address = people.freshAddress();
      long person = people.subscriber(address, WEEKBLIK);
      Page page = openData(window, address);
      unfold(page, "Gebruik tijdelijk stilzetten");
      page.locator("#restrict").click();
      assertThat(page.locator("#said")).containsText("Wij doen niets met uw gegevens");
      assertFalse(people.mayBeMailed(person, WEEKBLIK));
      unfold(page, "Gebruik mijn gegevens weer");
      page.locator("#lift").click();
      assertTrue(people.mayBeMailed(person, WEEKBLIK));

      String stop = links.unsubscribe(person, WEEKBLIK);
      unfold(page, "Alles laten wissen");
      page.locator("#erase").click();
      assertThat(page.locator(".note.stop")).containsText("Zet eerst het vinkje.");
      assertTrue(people.isKnown(address));
      unfold(page, "Alles laten wissen");
      page.locator("#sure").check();
      page.locator("#erase").click();
      assertThat(page.locator("h1")).hasText("Uw gegevens zijn gewist.");
      assertFalse(people.isKnown(address));
      page.navigate(stop);
      assertThat(page.locator("h1")).hasText("U krijgt deze mail niet meer.");
      page.navigate(links.preferences(person));
      assertThat(page.locator("h1")).hasText("Wij hebben geen gegevens meer van u.");
    }
  }

  /** Requirement S13b: asked at the new mailbox, told at the old one. */
  @Test
  void movesToAnotherAddress() throws Exception {
    try (BrowserContext window = plain("nl-NL")) {
      String old = people.freshAddress();
      String other = people.freshAddress();
      long person = people.subscriber(old, WEEKBLIK);
      Page page = openData(window, old);
      unfold(page, "Een ander adres");
      page.locator("#address").fill("joke@");
      page.locator("#moveaway").click();
      assertThat(page.locator(".note.stop")).containsText("Eén ding klopt nog niet");
      unfold(page, "Een ander adres");
      page.locator("#address").fill(other);
      page.locator("#moveaway").click();
      assertThat(page.locator("#said")).containsText("Mag dit adres mail krijgen");
      String link = linkIn(portal.mails().await(other), "/m/");
      assertEquals(200, window.request().get(link).status());
      assertEquals(200, window.request().head(link).status());
      assertTrue(people.isKnown(old), "opening the link changes nothing");
      page.navigate(link);
      page.locator("#yes").click();
      assertThat(page.locator("h1")).hasText("Uw adres is gewijzigd.");
      assertTrue(people.isKnown(other));
      assertFalse(people.isKnown(old));
      assertTrue(people.mayBeMailed(person, WEEKBLIK), "the choices came along");
      assertTrue(
          portal.mails().await(old, 2).stream()
              .anyMatch(mail -> text(mail).contains("Uw adres is gewijzigd")));
      page.navigate(link);
      assertThat(page.locator("h1")).hasText("Deze link is gebruikt of verlopen.");
    }
  }

  /** With an old pass nothing is shown and nothing but a no is taken. */
  @Test
  void anOldPassShowsNoData() throws Exception {
    try (BrowserContext window =
        chromium.context(new Browser.NewContextOptions().setLocale("nl-NL"))) {
      String address = people.freshAddress();
      long person = people.subscriber(address, WEEKBLIK);
      Page page = openData(window, address);
      String old = links.pass(person, java.time.Duration.ofHours(5));
      String strangers = links.pass(people.subscriber(WEEKBLIK), java.time.Duration.ofHours(5));
      for (String path : List.of("/my/data", "/my/data.json", "/my/data.html")) {
        assertEquals(404, window.request().get(portal.url() + path).status());
      }
      page.locator("form[action='/my/data.json'] input[name=pass]")
          .evaluate("(e, v) => { e.value = v; }", old);
      page.getByText("Bewaar als JSON").click();
      assertThat(page.locator("#old")).containsText("Uit voorzorg");
      assertThat(page.locator("body")).not().containsText(address);
      assertThat(page.locator("table")).hasCount(0);
      assertThat(page.locator("#erasing")).hasCount(0);
      assertFalse(strangers.isEmpty());
      unfold(page, "Gebruik tijdelijk stilzetten");
      page.locator("#restrict").click();
      assertFalse(people.mayBeMailed(person, WEEKBLIK));
    }
  }

  /** After an unsubscribe: less of the rest, and why. */
  @Test
  void afterAnUnsubscribeThereIsMoreToChoose() throws Exception {
    try (BrowserContext window = plain("nl-NL")) {
      String address = people.freshAddress();
      long person = people.subscriber(address, WEEKBLIK, REISBRIEVEN);
      Page page = window.newPage();
      page.navigate(links.unsubscribe(person, WEEKBLIK));
      page.locator("#stop").click();
      unfold(page, "Minder mail van iMailo B.V.");
      page.locator("#most").selectOption("1/MONTH");
      page.locator("#fewer").click();
      assertThat(page.locator("#said")).containsText("hooguit 1 per maand");
      unfold(page, "Andere mail een tijdje niet");
      page.locator("#pause-1").check();
      page.locator("#pausenow").click();
      assertThat(page.locator("#said")).containsText("U hebt pauze tot");
      assertFalse(people.mayBeMailed(person, REISBRIEVEN));
      unfold(page, "Wilt u zeggen waarom?");
      page.locator("#tellwhy").click();
      assertThat(page.locator(".note.stop")).containsText("Kies een reden.");
      unfold(page, "Wilt u zeggen waarom?");
      page.locator("#reason-OTHER").check();
      page.locator("#words").fill("Te lang; </textarea><script>alert(1)</script> ' \"");
      page.locator("#tellwhy").click();
      assertThat(page.locator("#said")).hasText("Dank u. Wij hebben het genoteerd.");
      unfold(page, "Liever op een ander adres");
      page.locator("#maillink").click();
      assertThat(page.locator("#said")).containsText("Wij mailden u een link.");
      page.navigate(linkIn(portal.mails().await(address), "/f/"));
      page.locator("#open").click();
      page.getByText("Alles wat wij van u bewaren").click();
      assertThat(page.locator("main")).containsText("<script>alert(1)</script>");
    }
  }

  /** Whatever is typed is kept as text, in one line, or refused with a word. */
  @Test
  void takesNaughtyNames() throws Exception {
    try (BrowserContext window = plain("nl-NL")) {
      String address = people.freshAddress();
      people.subscriber(address, WEEKBLIK);
      Page page = window.newPage();
      page.navigate(freshLink(window, address));
      page.locator("#open").click();
      for (String naughty : NAUGHTY) {
        page.locator("#first").fill(naughty.replace("\u0000", ""));
        page.locator("#last").fill(naughty.repeat(30).replace("\u0000", ""));
        page.locator("#save").click();
        assertThat(page.locator("#saved")).containsText("Uw naam is gewijzigd.");
        String kept = page.locator("#first").inputValue();
        assertFalse(kept.chars().anyMatch(Character::isISOControl), kept);
        String last = page.locator("#last").inputValue();
        assertTrue(last.codePointCount(0, last.length()) <= 100, last);
        assertThat(page.locator("script, img[src=x]")).hasCount(0);
        assertFalse(page.content().contains(PRODUCT), "nothing is evaluated");
      }
    }
  }

  /** In every field of every form by itself: an answer in our words, and nothing of it at work. */
  @Test
  void everyFieldTakesNaughtyStrings() throws Exception {
    try (BrowserContext window =
        chromium.context(new Browser.NewContextOptions().setLocale("nl-NL"))) {
      String address = people.freshAddress();
      long person = people.subscriber(address, WEEKBLIK, REISBRIEVEN);
      Page own = window.newPage();
      own.navigate(freshLink(window, address));
      own.locator("#open").click();
      attack(window, own, "/my/preferences");
      own.getByText("Alles wat wij van u bewaren").click();
      attack(window, own, "/my/data");
      assertTrue(people.isKnown(address), "none of it erased anybody");
      Page page = window.newPage();
      for (String path : List.of("/s/imailo", "/link/imailo")) {
        page.navigate(portal.url() + path);
        attack(window, page, path);
      }
      page.navigate(links.unsubscribe(person, WEEKBLIK));
      page.locator("#stop").click();
      attack(window, page, "/unsubscribe");
      page.navigate(links.preferences(person));
      attack(window, page, page.url().substring(portal.url().length()));
    }
  }

  /** Posts each form of the page once per field and string, with all other fields as they are. */
  @SuppressWarnings("unchecked")
  private static void attack(BrowserContext window, Page page, String path) {
    List<List<List<String>>> forms =
        (List<List<List<String>>>) page.evaluate(FIELDS, path.replaceFirst("\\?.*", ""));
    assertFalse(forms.isEmpty(), path);
    int nr = 0;
    for (List<List<String>> form : forms) {
      for (List<String> field : form) {
        String name = field.get(0);
        if (!Set.of("seal", "pass", "jakarta.faces.ViewState").contains(name)) {
          post(window, path, form, name, NAUGHTY.get(nr++ % NAUGHTY.size()));
        }
      }
      for (String naughty : NAUGHTY) {
        post(window, path, form, "seal", naughty);
      }
    }
  }

  private static void post(
      BrowserContext window, String path, List<List<String>> form, String name, String value) {
    StringBuilder body = new StringBuilder();
    for (List<String> field : form) {
      boolean hit = field.get(0).equals(name);
      body.append(encoded(field.get(0))).append('=');
      body.append(encoded(hit ? value : field.get(1))).append('&');
    }
    var answer =
        window
            .request()
            .post(
                portal.url() + path,
                RequestOptions.create()
                    .setHeader("Content-Type", "application/x-www-form-urlencoded")
                    .setHeader("Sec-Fetch-Site", "same-origin")
                    .setMaxRedirects(0)
                    .setData(body.toString()));
    String said = answer.text();
    String where = path + " " + name + "=" + value;
    assertTrue(Set.of(200, 400, 403, 404).contains(answer.status()), answer.status() + " " + where);
    assertFalse(said.contains("<script>alert") || said.contains("<img src=x"), where);
    assertFalse(said.contains(PRODUCT) || said.contains("Exception"), where);
    assertFalse(answer.headers().containsKey("bcc"), where);
    assertFalse(answer.headers().containsKey("location"), where);
    assertFalse(said.contains("href=\"//evil") || said.contains("action=\"//evil"), where);
  }

  private static String encoded(String text) {
    return java.net.URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** Twenty more entries, each at a moment of its own. */
  private static void lengthenHistory(long person) throws Exception {
    try (Connection connection = portal.database();
        Statement statement = connection.createStatement()) {
      for (int i = 0; i < 20; i++) {
        statement.execute(
            "INSERT INTO ledger (recipient_id, topic_id, kind, route, actor) VALUES ("
                + person
                + ", 12, 'CONSENT_REQUESTED', 'FORM', 'recipient')");
      }
    }
  }

  private static double median(List<Long> times) {
    long[] sorted = times.stream().mapToLong(Long::longValue).sorted().toArray();
    return Arrays.stream(sorted).skip(sorted.length / 2).findFirst().orElseThrow();
  }

  /** Three an hour for one address, whoever asks. */
  @Test
  void oneAddressGetsThreeLinksAnHour() throws Exception {
    try (BrowserContext window = plain("nl-NL")) {
      String address = people.freshAddress();
      long person = people.subscriber(address, WEEKBLIK);
      Page page = window.newPage();
      for (int i = 0; i < 4; i++) {
        page.navigate(links.preferences(person));
        unfold(page, "Uw naam, uw adres en alles wat wij bewaren");
        page.locator("#maillink").click();
        assertThat(page.locator("#saved"))
            .containsText(i < 3 ? "Wij mailden u een link." : "al drie links in dit uur");
      }
      portal.mails().await(address, 3);
      assertEquals(3, portal.mails().count(address));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"nl", "en", "de", "fr"})
  void speaksEachLanguage(String language) throws Exception {
    try (BrowserContext window = plain(language)) {
      String address = people.freshAddress();
      long person = people.subscriber(address, WEEKBLIK);
      Page page = window.newPage();
      List<String> shown = new ArrayList<>();
      page.navigate(portal.url() + "/link/imailo?lang=" + language);
      shown.add(words(page, language));
      page.locator("#send").click();
      shown.add(words(page, language));
      String link = freshLink(window, address) + "?lang=" + language;
      page.navigate(link);
      shown.add(words(page, language));
      page.locator("#open").click();
      page.locator(".langs button[lang=" + language + "]").click();
      shown.add(words(page, language));
      page.locator("#pause-3").check();
      page.locator("#save").click();
      shown.add(words(page, language));
      page.locator("form[action='/my/data'] button").click();
      shown.add(words(page, language));
      page.navigate(link);
      shown.add(words(page, language));
      page.locator("#again").click();
      shown.add(words(page, language));
      page.navigate(links.fresh(999_999_999) + "?lang=" + language);
      shown.add(words(page, language));
      page.navigate(links.preferences(person) + "?lang=" + language);
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
      page.navigate(portal.url() + "/link/imailo");
      check(page, "link");
      page.locator("#send").click();
      check(page, "link-error");
      page.navigate(freshLink(window, address));
      check(page, "fresh");
      page.locator("#open").click();
      check(page, "own");
      page.locator("#topic-12").uncheck();
      page.locator("#pause-3").check();
      page.locator("#most").selectOption("2/MONTH");
      page.locator("#save").click();
      check(page, "own-saved");
      page.locator("#pause-date").check();
      page.locator("#save").click();
      check(page, "own-error");
      lengthenHistory(person);
      page.getByText("Alles wat wij van u bewaren").click();
      check(page, "data");
      assertThat(page.locator(".line li")).hasCount(15);
      page.getByText("Toon oudere").first().click();
      assertTrue(page.url().endsWith("#happened"), page.url());
      assertThat(page.locator(".line li").last()).isVisible();
      assertThat(page.getByText("Toon oudere")).hasCount(0);
      check(page, "data-older");
      page.getByText("Terug naar het nieuwste").click();
      assertThat(page.locator(".line li")).hasCount(15);
      unfoldAll(page);
      page.locator("#erase").click();
      unfoldAll(page);
      check(page, "data-open");
      page.locator("#sure").check();
      page.locator("#erase").click();
      check(page, "data-erased");
      address = people.freshAddress();
      person = people.subscriber(address, WEEKBLIK, REISBRIEVEN);
      page.navigate(links.unsubscribe(person, WEEKBLIK));
      page.locator("#stop").click();
      unfoldAll(page);
      check(page, "unsubscribed");
      page.navigate(links.preferences(person));
      unfoldAll(page);
      check(page, "weak");
      page.navigate(links.fresh(999_999_999));
      check(page, "fresh-late");
    }
  }
}
