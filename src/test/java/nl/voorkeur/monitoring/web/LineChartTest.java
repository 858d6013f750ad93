package nl.voorkeur.monitoring.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.LongStream;
import nl.voorkeur.monitoring.web.LineChart.Series;
import org.junit.jupiter.api.Test;

/** What a chart draws. */
class LineChartTest {

  @Test
  void theScaleEndsAtARoundNumberWhoseQuartersAreWhole() {
    assertEquals(4, LineChart.roundTop(0));
    assertEquals(8, LineChart.roundTop(5));
    assertEquals(20, LineChart.roundTop(9));
    assertEquals(40, LineChart.roundTop(21));
    assertEquals(40_000, LineChart.roundTop(31_420));
    assertEquals(List.of(8L, 6L, 4L, 2L, 0L), chart(5).getScale());
  }

  @Test
  void aDayNobodyCountedHasNoPoint() {
    LineChart chart = new LineChart(List.of(new Series("a", List.of(-1L, 2L, 4L))));
    assertEquals("50.0,50.0 100.0,0.0", chart.getLines().get(0).points());
  }

  @Test
  void namesKeepApartAndWithinTheChart() {
    LineChart chart = chart(0, 0, 0, 0, 0);
    List<Integer> places = chart.getLines().stream().map(LineChart.Line::at).sorted().toList();
    for (int i = 1; i < places.size(); i++) {
      assertTrue(places.get(i) - places.get(i - 1) >= 30, places.toString());
    }
    assertTrue(places.get(0) >= 4 && places.get(4) <= 210, places.toString());
  }

  @Test
  void barsStandOnTheirLine() {
    Bars bars = new Bars(List.of(new Bars.Pair(8, 4)));
    assertEquals("66.67", bars.getAxis());
    assertEquals("66.67", bars.getBars().get(0).up());
    assertEquals("0.00", bars.getBars().get(0).upY());
    assertEquals(8, bars.getBelow() * 2);
  }

  private static LineChart chart(long... last) {
    return new LineChart(
        LongStream.of(last).mapToObj(one -> new Series("x", List.of(0L, one))).toList());
  }
}
