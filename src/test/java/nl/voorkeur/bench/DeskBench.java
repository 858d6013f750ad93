package nl.voorkeur.bench;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import nl.voorkeur.Chromium;
import nl.voorkeur.StaffDesk;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What marketing does all day, in a browser, with a million recipients there (as many as {@code
 * voorkeur.bench.people} says). It asserts that each task ends well, and prints how long it took.
 */
class DeskBench {

  private static BenchHouse house;
  private final List<String> times = new ArrayList<>();

  @BeforeAll
  static void populate() throws Exception {
    house = BenchHouse.shared();
    house.populate(BenchHouse.PEOPLE);
  }

  @Test
  void everyTask() {
    try (Chromium chromium = Chromium.start();
        StaffDesk desk = StaffDesk.ofAdministrator(house.portal(), chromium)) {
      String last = BenchHouse.address(BenchHouse.PEOPLE);
      task("dashboard", () -> see(desk, "/staff/?c=imailo", "h1"));
      task(
          "recipients", () -> see(desk, "/staff/recipient/recipients?c=imailo", "#people_data tr"));
      task(
          "next page",
          () -> {
            String before = desk.find(".ui-paginator-current").innerText();
            desk.find(".ui-paginator-next").click();
            assertThat(desk.find(".ui-paginator-current")).not().hasText(before);
          });
      task(
          "search by the whole address",
          () -> {
            desk.fill("prefix", last).press("search");
            assertThat(desk.find("#people_data tr")).hasCount(1);
          });
      task(
          "one person",
          () -> {
            desk.find("#people_data a").click();
            desk.saysWhy();
            assertThat(desk.find("h1")).hasText(last);
          });
      task(
          "search for nobody",
          () -> {
            desk.open("/staff/recipient/recipients?c=imailo")
                .fill("prefix", "nobody-at-all")
                .press("search");
            assertThat(desk.find("#people_data")).not().containsText("@");
          });
      task(
          "counts of a list",
          () -> {
            desk.open("/staff/exporting/new?c=imailo");
            desk.find("#topic_11").check();
            assertThat(desk.find("#counts")).isVisible();
          });
      task(
          "a list of them all, fetched",
          () -> {
            desk.find("#receiver").selectOption("controller");
            desk.fill("purpose", "The whole weekly").press("announce");
            desk.page().waitForDownload(() -> desk.find("#fetch button").click()).path();
          });
      task(
          "a scrub",
          () -> {
            desk.open("/staff/exporting/scrub?c=imailo").find("#topic").selectOption("11");
            desk.find("#file")
                .setInputFiles(
                    new FilePayload(
                        "mine.csv", "text/csv", (last + "\n").getBytes(StandardCharsets.UTF_8)));
            desk.page()
                .waitForDownload(() -> desk.find("button:has-text('Clean the list')").click())
                .path();
          });
      for (String page :
          List.of(
              "importing/imports",
              "exporting/exports",
              "mailing/mailings",
              "webhook/webhooks",
              "catalogue/topic?id=11",
              "privacy/cases")) {
        String address = "/staff/" + page + (page.contains("?") ? "&" : "?") + "c=imailo";
        task(page, () -> see(desk, address, "h1"));
      }
      assertEquals(List.of(), desk.complaints());
    }
    System.out.printf("%n%,d recipients%n%s%n", BenchHouse.PEOPLE, String.join("\n", times));
  }

  private static void see(StaffDesk desk, String address, String what) {
    desk.open(address);
    assertThat(desk.find(what).first()).isVisible();
  }

  private void task(String name, Runnable work) {
    long start = System.nanoTime();
    work.run();
    times.add(
        String.format(Locale.ROOT, "%-32s %,8d ms", name, (System.nanoTime() - start) / 1_000_000));
  }
}
