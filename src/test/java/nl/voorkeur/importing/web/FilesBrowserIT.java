package nl.voorkeur.importing.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import nl.voorkeur.Chromium;
import nl.voorkeur.Portal;
import nl.voorkeur.StaffDesk;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Files in and lists out, as a member of staff does it. */
class FilesBrowserIT {

  /** New books, a newsletter of De Linde. */
  private static final long NEW_BOOKS = 21;

  private static final String IMPORTS = "/staff/importing/imports?c=de-linde";
  private static final String UPLOAD = "/staff/importing/upload?c=de-linde";
  private static final String NEW_LIST = "/staff/exporting/new?c=de-linde&topic=" + NEW_BOOKS;

  private static Portal portal;
  private static Chromium chromium;

  @BeforeAll
  static void open() {
    chromium = Chromium.start();
    portal = Portal.shared();
  }

  @AfterAll
  static void close() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @Test
  void aFileIsTriedThenImportedAndItsPeopleAreOnTheList() throws Exception {
    String stamp = Long.toString(System.nanoTime());
    String file =
        "Email Address;First Name;OPTIN_TIME;CONFIRM_TIME\n"
            + ("yes." + stamp + "@example.com;Zoë;2024-05-01 10:00:00;2024-05-01 10:05:00\n")
            + ("never." + stamp + "@example.com;Jan;2024-05-01 10:00:00;\n")
            + ("yes." + stamp + "@EXAMPLE.com;Zoë;2024-05-01 10:00:00;2024-05-01 10:05:00\n");
    try (StaffDesk desk = StaffDesk.ofAdministrator(portal, chromium)) {
      desk.open(UPLOAD).press("go");
      assertThat(desk.find(".err")).containsText("Choose a file first.");
      upload(desk, stamp + ".csv", file.getBytes(StandardCharsets.UTF_8));
      assertThat(desk.find("#kind_CONSENTS")).isChecked();
      desk.press("check");
      assertThat(desk.find("#topics-error")).containsText("Choose one topic at least.");
      sound(desk);
      assertThat(desk.find("#source-error")).containsText("from whom");
      say(desk);
      assertThat(desk.find("#agreement")).not().hasValue("");
      desk.fill("profileName", "Web shop " + stamp);
      desk.press("check");

      assertThat(desk.find("main .note.warn")).containsText("Nothing has changed yet.");
      assertThat(desk.find("main table").last().locator("tbody tr")).hasCount(3);
      assertThat(desk.find("main tbody tr", "never." + stamp)).containsText("never confirmed");
      assertThat(desk.find("main tbody tr", "Line 2 counts")).hasCount(1);
      sound(desk);
      desk.find("[data-opens=sure]").click();
      assertThat(desk.find("#sure [data-closes]")).isFocused();
      desk.press("start");
      assertThat(desk.find("main .titlebar .tag")).hasText("Imported");
      sound(desk);
      String report = desk.path();

      desk.open(NEW_LIST).fill("purpose", "Print the catalogue");
      desk.find("#receiver").selectOption("controller");
      sound(desk);
      desk.press("announce");
      assertThat(desk.find("main .titlebar .tag")).hasText("Not fetched yet");
      sound(desk);
      String manifest = desk.path();
      Download list = desk.page().waitForDownload(() -> desk.find("#fetch button").click());
      String rows = Files.readString(list.path());
      assertTrue(rows.contains("yes." + stamp + "@example.com,\"Zoë\""), rows);
      assertFalse(rows.contains("never." + stamp), rows);
      desk.open(manifest);
      assertThat(desk.find("main .titlebar .tag")).hasText("Fetched");
      assertThat(desk.find("#fetch")).hasCount(0);
      sound(desk);

      upload(desk, stamp + "-again.csv", file.getBytes(StandardCharsets.UTF_8));
      assertThat(desk.find("main .note.warn")).containsText("imported before");
      assertThat(desk.find("main .note", "Web shop " + stamp)).isVisible();
      assertThat(desk.find("#topic_" + NEW_BOOKS)).isChecked();
      sound(desk);
      desk.open("/staff/importing/profiles?c=de-linde");
      sound(desk);
      desk.open(report).find("main .titlebar a.danger").click();
      assertThat(desk.find("dl.figures")).containsText("1");
      assertThat(desk.find("main")).containsText("only the person lifts a no");
      sound(desk);
      desk.press("undo");
      assertThat(desk.find("main .titlebar .tag")).hasText("Taken back");
      assertThat(desk.find("main .note", "one permission ended")).isVisible();
      sound(desk);
      assertEquals(List.of(), desk.complaints());
    }
  }

  @Test
  void aLargeFileGoesOnByItselfAndThePageTellsWhenItIsDone() {
    String stamp = Long.toString(System.nanoTime());
    StringBuilder file = new StringBuilder("Email Address,First Name,OPTIN_TIME,CONFIRM_TIME\n");
    for (int n = 0; n < 30_000; n++) {
      file.append("large.").append(stamp).append('.').append(n);
      file.append("@example.com,Noor,2024-05-01 10:00:00,2024-05-01 10:05:00\n");
    }
    var patience = new LocatorAssertions.HasTextOptions().setTimeout(240_000);
    try (StaffDesk desk = StaffDesk.ofAdministrator(portal, chromium)) {
      upload(desk, stamp + ".csv", file.toString().getBytes(StandardCharsets.UTF_8));
      say(desk);
      desk.press("check");
      assertThat(desk.find("main .titlebar .tag")).hasText("Dry run done", patience);
      desk.find("[data-opens=sure]").click();
      desk.press("start");
      assertThat(desk.find("main .titlebar .tag")).hasText("Imported", patience);
      assertThat(desk.find("main tbody tr", "New").first()).containsText("30,000");
    }
  }

  @Test
  void anEncodingThatTheBytesDontProveIsAskedFor() {
    String stamp = Long.toString(System.nanoTime());
    String file = "e-mail;naam\n" + stamp + "@example.com;Zoë\n";
    try (StaffDesk desk = StaffDesk.ofAdministrator(portal, chromium)) {
      upload(desk, stamp + ".csv", file.getBytes(Charset.forName("windows-1252")));
      assertThat(desk.find("#charset-hint")).containsText("We do not guess");
      assertThat(desk.find("#check")).hasCount(0);
      desk.find("#charset").selectOption("WINDOWS_1252");
      desk.find("#kind_OPT_OUTS").check();
      desk.find("main form button[type=submit]").first().click();
      assertThat(desk.find("#check")).isVisible();
      assertThat(desk.find("main tbody tr", "naam")).containsText("Zoë");
      assertThat(desk.find("#field_0")).hasValue("ADDRESS");
    }
  }

  @Test
  void theyFitASmallDarkWindowAndAnotherControllerSeesNothing() {
    try (StaffDesk desk = StaffDesk.window(portal, chromium, 320, ColorScheme.DARK)) {
      desk.signIn("admin", Portal.ADMIN_PASSWORD);
      upload(
          desk,
          "wall.txt",
          (System.nanoTime() + "@example.com\n").getBytes(StandardCharsets.UTF_8));
      assertFalse(desk.isScrolledSideways(), desk.path());
      sound(desk);
      desk.press("check");
      assertThat(desk.find("[data-opens=sure]")).isVisible();
      assertFalse(desk.isScrolledSideways(), desk.path());
      sound(desk);
      String id = desk.path().replaceAll(".*import=(\\d+).*", "$1");
      for (String page : List.of("plan", "import", "outcomes")) {
        assertEquals(
            404,
            desk.page()
                .navigate(portal.url() + "/staff/importing/" + page + "?c=imailo&import=" + id)
                .status(),
            "promise 7");
      }
      for (String path :
          List.of(
              IMPORTS,
              "/staff/importing/profiles?c=de-linde",
              NEW_LIST,
              "/staff/exporting/exports?c=de-linde")) {
        desk.open(path);
        assertFalse(desk.isScrolledSideways(), path);
        sound(desk);
      }
    }
  }

  private static void upload(StaffDesk desk, String name, byte[] file) {
    desk.open(UPLOAD);
    desk.find("#file").setInputFiles(new FilePayload(name, "text/csv", file));
    desk.press("go");
    assertThat(desk.find("h1")).hasText(name);
  }

  /** What the file is about, and from whom it comes. */
  private static void say(StaffDesk desk) {
    desk.find("#topic_" + NEW_BOOKS).check();
    desk.find("#source_DIRECT").check();
    desk.fill("from", "The old system");
  }

  private static void sound(StaffDesk desk) {
    assertEquals(List.of(), desk.accessibilityFaults());
  }
}
