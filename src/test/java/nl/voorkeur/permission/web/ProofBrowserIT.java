package nl.voorkeur.permission.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.microsoft.playwright.options.ColorScheme;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import nl.voorkeur.Chromium;
import nl.voorkeur.Portal;
import nl.voorkeur.StaffDesk;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The privacy officer proves the ledger, and keeps addresses from being mailed. */
class ProofBrowserIT {

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
  void theLedgerIsCheckedWhenSomebodyAsks() {
    try (StaffDesk desk = StaffDesk.ofAdministrator(portal, chromium)) {
      desk.open("/staff/audit/entries").find("a", "Proof").click();
      desk.press("check");
      assertThat(desk.find(".note.yes")).containsText("running");
      for (int looks = 0; looks < 60 && desk.find("td .tag.yes").count() == 0; looks++) {
        desk.page().waitForTimeout(500);
        desk.open("/staff/audit/proof");
      }
      assertThat(desk.find("tbody tr").first()).containsText("the state is what the ledger gives");
      assertEquals(List.of(), desk.complaints());
    }
  }

  @Test
  void aDomainIsSuppressedAndLiftedWithAReason() {
    try (StaffDesk desk = StaffDesk.ofAdministrator(portal, chromium)) {
      desk.open("/staff/recipient/recipients?c=de-linde").find("a", "Suppressed addresses").click();
      desk.press("suppress");
      assertThat(desk.find("#what-error")).isVisible();
      assertThat(desk.find("#reason-error")).isVisible();
      desk.fill("what", "@Concurrent-Uitgever.example")
          .fill("reason", "Taken over")
          .press("suppress");
      assertThat(desk.find(".note.yes")).containsText("From now on no mail goes there");
      assertThat(desk.find("tr", "@concurrent-uitgever.example")).containsText("Taken over");
      desk.fill("what", "concurrent-uitgever.example").fill("reason", "Again").press("suppress");
      assertThat(desk.find(".note")).containsText("already");

      desk.fill("what", "jan@voorbeeld.example")
          .fill("reason", "Asked by letter")
          .press("suppress");
      assertThat(desk.find("tr", "Asked by letter")).containsText("An address");
      assertFalse(desk.page().content().contains("jan@voorbeeld"), "no address is shown");

      desk.find("tr", "Taken over").locator("a").click();
      desk.press("lift");
      assertThat(desk.find("#liftReason-error")).isVisible();
      desk.fill("liftReason", "Sold again").press("lift");
      assertThat(desk.find(".note.yes")).containsText("lifted");
      assertThat(desk.find("tr", "Taken over")).containsText("Lifted");
      assertEquals(List.of(), desk.complaints());
    }
  }

  /** What staff set is found and lifted also when a long list was imported after it. */
  @Test
  void whatStaffSetIsLiftedHoweverMuchCameAfterIt() throws Exception {
    try (StaffDesk desk = StaffDesk.ofAdministrator(portal, chromium)) {
      desk.open("/staff/recipient/suppressions?c=de-linde");
      desk.fill("what", "oud.example").fill("reason", "Set long ago").press("suppress");
      String lift = desk.find("tr", "Set long ago").locator("a").getAttribute("href");
      StringBuilder list = new StringBuilder("email\n");
      for (int n = 0; n < 60; n++) {
        list.append("listed").append(n).append("@later.example\n");
      }
      HttpResponse<String> imported =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(
                          portal.url(
                              "/api/v1/imports?controller=2&kind=SUPPRESSION&dryRun=false&name=later.csv"))
                      .header("Authorization", "Bearer " + Portal.API_TOKEN)
                      .header("Content-Type", "application/octet-stream")
                      .POST(HttpRequest.BodyPublishers.ofString(list.toString()))
                      .build(),
                  HttpResponse.BodyHandlers.ofString());
      assertEquals(2, imported.statusCode() / 100, imported.body());
      desk.open("/staff/recipient/suppressions?c=de-linde");
      assertThat(desk.find("tr", "Set long ago")).hasCount(0);
      desk.open(lift);
      desk.fill("liftReason", "No longer needed").press("lift");
      assertThat(desk.find(".note.yes")).containsText("lifted");
    }
  }

  @Test
  void thePagesAreAccessibleInEveryWindow() {
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      for (int width : new int[] {1280, 320}) {
        try (StaffDesk desk =
            StaffDesk.window(portal, chromium, width, scheme)
                .signIn("admin", Portal.ADMIN_PASSWORD)) {
          for (String page : List.of("/staff/audit/proof", "/staff/recipient/suppressions")) {
            desk.open(page);
            assertEquals(List.of(), desk.accessibilityFaults(), page + " " + width + " " + scheme);
            assertFalse(desk.isScrolledSideways(), page + " " + width);
          }
        }
      }
    }
  }
}
