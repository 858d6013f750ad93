package nl.voorkeur.monitoring.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import nl.voorkeur.Chromium;
import nl.voorkeur.Portal;
import nl.voorkeur.StaffDesk;
import org.junit.jupiter.api.Test;

/** The charts of the dashboard are drawn from the numbers in the tables below them. */
class DashboardBrowserIT {

  /** What a place after the point of a chart's coordinates may lose. */
  private static final double BLUR = 0.06;

  @Test
  void chartsAndTablesSayTheSame() throws Exception {
    Portal portal = Portal.shared();
    try (Connection database = portal.database();
        Statement statement = database.createStatement()) {
      statement.executeUpdate(
          "INSERT INTO topic_day (topic_id, day, permitted) SELECT t.id, current_date - n, (t.id * 7 + n * n) % 900"
              + " FROM topic t, generate_series(1, 84) n WHERE t.controller_id = 1 ON CONFLICT DO NOTHING");
      statement.executeUpdate(
          "INSERT INTO controller_day (controller_id, day, sign_ups, opt_outs, sent)"
              + " SELECT 1, current_date - n, n * n % 37, n * 3 % 11, n * 100 FROM generate_series(1, 84) n ON CONFLICT DO NOTHING");
    }
    try (Chromium chromium = Chromium.start();
        StaffDesk desk = StaffDesk.ofAdministrator(portal, chromium)) {
      for (String per : List.of("", "&per=year")) {
        desk.open("/staff/?c=imailo" + per);
        lines(desk);
        bars(desk);
        assertEquals(List.of(), desk.accessibilityFaults());
        assertFalse(desk.isScrolledSideways());
      }
    }
  }

  private static void lines(StaffDesk desk) {
    Locator chart = desk.find(".chart:not(.two)").first();
    double top = number(chart.locator("svg").first().locator("text").first().textContent());
    List<Locator> lines = chart.locator("polyline").all();
    List<Locator> rows = below(chart).locator("tbody tr").all();
    assertEquals(rows.size(), lines.size());
    for (int n = 0; n < rows.size(); n++) {
      List<String> values =
          rows.get(n).locator("td").allTextContents().stream()
              .filter(text -> !text.equals("–"))
              .toList();
      String[] points = lines.get(n).getAttribute("points").split(" ");
      assertEquals(values.size(), points.length);
      for (int at = 0; at < points.length; at++) {
        double high = 100 - Double.parseDouble(points[at].split(",")[1]);
        assertEquals(100 * number(values.get(at)) / top, high, BLUR);
      }
      assertTrue(points.length > 3, "of some weeks or months");
    }
  }

  private static void bars(StaffDesk desk) {
    Locator chart = desk.find(".chart.two");
    List<String> scale = chart.locator("svg").first().locator("text").allTextContents();
    double whole = number(scale.get(0)) + number(scale.get(2));
    List<Double> up = heights(chart.locator("rect.f1"));
    List<Double> down = heights(chart.locator("rect.f2"));
    List<Locator> rows = below(chart).locator("tbody tr").all();
    assertEquals(12, up.size());
    for (int n = 0; n < up.size(); n++) {
      List<String> row = rows.get(n).locator("td").allTextContents();
      assertEquals(100 * number(row.get(0)) / whole, up.get(n), BLUR);
      assertEquals(100 * number(row.get(1)) / whole, down.get(n), BLUR);
    }
    assertTrue(up.stream().anyMatch(height -> height > 10), "there is something to see");
  }

  private static Locator below(Locator chart) {
    return chart.locator("xpath=following::details[1]").locator("table");
  }

  private static List<Double> heights(Locator bars) {
    return bars.all().stream().map(bar -> Double.valueOf(bar.getAttribute("height"))).toList();
  }

  private static double number(String shown) {
    return Arrays.stream(shown.split("\\D+"))
        .filter(part -> !part.isEmpty())
        .reduce(String::concat)
        .map(Double::valueOf)
        .orElseThrow();
  }
}
