package nl.voorkeur.permission.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.voorkeur.Chromium;
import nl.voorkeur.Portal;
import nl.voorkeur.StaffDesk;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Controllers, topics and recipients, as staff keep them. */
class DeskBrowserIT {

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
  void aControllerIsRegisteredVerifiedAndUnderAnAgreement() {
    try (StaffDesk desk = StaffDesk.ofAdministrator(portal, chromium)) {
      desk.open("/staff/catalogue/controller");
      desk.fill("name", "Het Veer").fill("slug", "Het Veer").fill("senderAddress", "nieuws@");
      desk.fill("website", "hetveer").press("save");
      assertThat(desk.find("#slug-error")).containsText("lower-case letters");
      assertThat(desk.find("#senderAddress-error")).containsText("missing after the @");
      assertThat(desk.find("#postalAddress-error")).containsText("Fill this in");
      assertThat(desk.find("#website-error")).containsText("https://");
      assertThat(desk.find("#name")).hasValue("Het Veer");
      assertThat(desk.find(".note.stop a[href='#slug']")).isVisible();

      desk.fill("slug", "het-veer").fill("postalAddress", "Veerweg 1, 1234 AB Voorbeeldstad");
      desk.fill("contactEmail", "privacy@hetveer.example").fill("website", "");
      desk.fill("senderName", "Het Veer").fill("senderAddress", "nieuws@hetveer.example");
      desk.press("save");
      assertThat(desk.find("h1")).hasText("Het Veer");
      assertTrue(desk.path().contains("c=het-veer"), desk.path());

      desk.open("/staff/?c=het-veer");
      assertThat(desk.find(".todo li")).hasCount(3);
      desk.find(".todo a").first().click();
      desk.press("doVerify");
      assertThat(desk.find("#checked-error")).isVisible();
      desk.find("#checked").check();
      desk.press("doVerify");
      assertThat(desk.find(".note.yes")).containsText("The sender is verified");

      desk.find("summary").click();
      desk.fill("principal", "Het Veer").fill("instructions", "Mail who agreed; no other use.");
      desk.press("doAgree");
      assertThat(desk.find("tr", "Het Veer").locator(".tag.yes")).hasText("in force");
      desk.open("/staff/?c=het-veer");
      assertThat(desk.find(".todo li")).hasCount(1);
    }
  }

  @Test
  void aSlugIsUsedOnce() {
    try (StaffDesk desk = StaffDesk.ofAdministrator(portal, chromium)) {
      desk.open("/staff/catalogue/topic?c=imailo");
      desk.fill("slug", "weekblik").fill("name_nl", "Iets anders").fill("description_nl", "Soms.");
      desk.press("save");
      assertThat(desk.find("#slug-error")).containsText("in use already");
      assertThat(desk.find("#name_nl")).hasValue("Iets anders");
    }
  }

  @Test
  void aTopicIsMadeChangedClosedAndOpenedAgain() {
    try (StaffDesk desk = StaffDesk.ofAdministrator(portal, chromium);
        StaffDesk other = StaffDesk.ofAdministrator(portal, chromium)) {
      desk.open("/staff/catalogue/topic?c=de-linde");
      desk.fill("slug", "luisterboeken").press("save");
      assertThat(desk.find("#name_nl-error")).isVisible();
      desk.fill("name_nl", "Luisterboeken").fill("description_nl", "Eens per maand.").press("save");
      assertThat(desk.find(".note.yes")).containsText("The topic was made");
      assertTrue(desk.path().contains("c=de-linde"), desk.path());

      desk.find("a", "Luisterboeken").click();
      other.open(desk.path());
      desk.fill("name_en", "Audio books").fill("description_en", "Once a month.").press("save");
      assertThat(desk.find("h1")).hasText("Audio books");
      other.fill("description_nl", "Eens per week.").press("save");
      assertThat(other.find(".note")).containsText("Somebody else changed this in the meantime");
      assertThat(other.find("#description_nl")).hasValue("Eens per maand.");

      desk.press("close");
      assertThat(desk.find(".note.yes")).containsText("All opt-outs stay in force");
      desk.press("reopen");
      assertThat(desk.find(".titlebar .tag")).hasText("Open");
    }
  }

  @Test
  void aTopicOfAnotherControllerIsNotThere() {
    try (StaffDesk desk = StaffDesk.ofAdministrator(portal, chromium)) {
      assertEquals(
          404,
          desk.page().navigate(portal.url() + "/staff/catalogue/topic?id=11&c=de-linde").status());
    }
  }

  @Test
  void anOptOutByPhoneHoldsAtOnceAndStandsInTheTimeline() throws Exception {
    long person = recipient("phoned.in@mail.example");
    assertTrue(decision("phoned.in@mail.example").contains("\"permitted\":true"));
    try (StaffDesk desk = StaffDesk.ofAdministrator(portal, chromium)) {
      desk.open("/staff/recipient/recipients?c=imailo").fill("prefix", "Phoned.").press("search");
      assertThat(desk.find("#people_data tr")).hasCount(1);
      assertFalse(desk.page().content().contains("phoned.in@"), "lists hold masked addresses");
      assertFalse(desk.path().toLowerCase(Locale.ROOT).contains("phoned"), desk.path());
      desk.find("#people_data a").click();
      assertFalse(desk.page().content().contains("phoned.in@"), "nothing before one says why");
      desk.press("givePurpose");
      assertThat(desk.find("#purpose-error")).isVisible();
      desk.saysWhy();
      assertThat(desk.find("h1")).hasText("phoned.in@mail.example");
      assertThat(desk.find("tr", "Weekblik").locator(".tag")).hasText("Yes");

      desk.press("record");
      assertThat(desk.find("#scope-error")).isVisible();
      assertThat(desk.find("#reached-error")).isVisible();
      desk.find("#scope").selectOption("11");
      desk.find("#reached").selectOption("PHONE");
      desk.fill("reference", "case 118").press("record");
      assertThat(desk.find(".note.yes")).containsText("It holds now");
      assertThat(desk.find(".line li").first()).containsText("Stopped: Weekblik");
      assertThat(desk.find(".line li").first())
          .containsText("by phone, by staff, by Administrator");
      assertThat(desk.find("tr", "Weekblik").locator(".tag")).hasText("No");
      assertTrue(decision("phoned.in@mail.example").contains("\"WITHDRAWN\""));

      desk.find("#scope").selectOption("objection");
      desk.find("#reached").selectOption("MAIL");
      desk.press("record");
      assertThat(desk.find(".line li").first()).containsText("Objection to direct marketing");

      desk.open("/staff/audit/entries?act=RECIPIENT_VIEWED");
      assertThat(desk.find("tbody tr").first()).containsText("recipient " + person);
      assertThat(desk.find("tbody tr").first()).containsText("QUESTION");
      desk.open("/staff/audit/entries?act=OPT_OUT_RECORDED");
      assertThat(desk.find("tbody tr").first()).containsText("objection");
      assertFalse(desk.page().content().contains("@mail.example"), "the trail holds no address");
    }
  }

  @Test
  void theListOfRecipientsIsPagedByTheServer() throws Exception {
    for (int i = 10; i < 40; i++) {
      recipient("paged" + i + "@mail.example");
    }
    try (StaffDesk desk = StaffDesk.ofAdministrator(portal, chromium)) {
      desk.open("/staff/recipient/recipients?c=imailo").fill("prefix", "paged").press("search");
      assertThat(desk.find("#people_data tr")).hasCount(25);
      assertThat(desk.find(".ui-paginator-current")).hasText("1 to 25 of 30");
      desk.find(".ui-paginator-next").click();
      assertThat(desk.find("#people_data tr")).hasCount(5);
      assertThat(desk.find(".ui-paginator-current")).hasText("26 to 30 of 30");
      desk.fill("prefix", "nobody-at-all").press("search");
      assertThat(desk.find("#people_data")).containsText("Nobody found");
      assertEquals(List.of(), desk.complaints());
    }
  }

  @Test
  void everyPageIsAccessibleAndKeepsThePolicy() throws Exception {
    long person = recipient("looked.at@mail.example");
    List<String> pages =
        List.of(
            "/staff/",
            "/staff/password",
            "/staff/sessions",
            "/staff/catalogue/controllers?c=imailo",
            "/staff/catalogue/controller",
            "/staff/catalogue/controller?id=2&c=de-linde",
            "/staff/catalogue/topics?c=imailo",
            "/staff/catalogue/topic?c=imailo",
            "/staff/catalogue/topic?id=11&c=imailo",
            "/staff/recipient/recipients?c=imailo",
            "/staff/recipient/recipient?c=imailo&id=" + person,
            "/staff/administration/operators",
            "/staff/administration/operator",
            "/staff/administration/tokens",
            "/staff/audit/entries",
            "/staff/leaving?c=imailo",
            "/staff/?per=year",
            "/staff/privacy/cases?c=imailo",
            "/staff/privacy/newcase?c=imailo&recipient=" + person);
    List<String> faults = new ArrayList<>();
    for (int width : new int[] {1280, 320}) {
      for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
        try (StaffDesk desk = StaffDesk.window(portal, chromium, width, scheme)) {
          desk.open("/staff/sign-in");
          faults.addAll(desk.accessibilityFaults());
          desk.fillIn("admin", Portal.ADMIN_PASSWORD);
          desk.open("/staff/recipient/recipient?c=imailo&id=" + person);
          faults.addAll(desk.accessibilityFaults());
          desk.saysWhy();
          for (String page : pages) {
            desk.open(page);
            faults.addAll(desk.accessibilityFaults());
            if (desk.isScrolledSideways()) {
              faults.add(page + " is wider than " + width);
            }
          }
          desk.open("/staff/catalogue/controller").press("save");
          faults.addAll(desk.accessibilityFaults());
          faults.addAll(desk.complaints());
        }
      }
    }
    assertEquals(List.of(), faults);
  }

  /** A recipient of iMailo with consent for Weekblik. */
  private static long recipient(String address) throws IOException, InterruptedException {
    String made =
        call(
            "/controllers/1/recipients",
            "{\"address\": \"" + address + "\", \"source\": \"test\"}");
    Matcher id = Pattern.compile("\"id\":(\\d+)").matcher(made);
    assertTrue(id.find(), made);
    call(
        "/recipients/" + id.group(1) + "/consents",
        "{\"topics\": [11], \"evidence\": {\"confirmed_at\": \"2026-01-02T03:04:05Z\", \"source\": \"test\"}}");
    return Long.parseLong(id.group(1));
  }

  private static String decision(String address) throws IOException, InterruptedException {
    return call("/decisions/11", "{\"address\": \"" + address + "\"}");
  }

  private static String call(String path, String body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(portal.url("/api/v1" + path))
            .header("Authorization", "Bearer " + Portal.API_TOKEN)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> response =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    assertEquals(200, response.statusCode(), response.body());
    return response.body();
  }
}
