package nl.voorkeur.monitoring.web;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Two numbers for each span of time, one above and one below a line, as rectangles in an SVG of 100
 * by 100.
 */
public final class Bars {

  private final long above;
  private final long below;
  private final List<Bar> bars;

  /** One span: where its rectangles lie. */
  public record Bar(String x, String width, String upY, String up, String down) {}

  /** What one span is drawn from. */
  public record Pair(long up, long down) {}

  Bars(List<Pair> pairs) {
    above = LineChart.roundTop(pairs.stream().mapToLong(Pair::up).max().orElse(0));
    long lowest = pairs.stream().mapToLong(Pair::down).max().orElse(0);
    below = Math.max(above / 2, LineChart.roundTop(lowest));
    double each = 100.0 / Math.max(1, pairs.size());
    bars =
        IntStream.range(0, pairs.size()).mapToObj(i -> bar(i * each, each, pairs.get(i))).toList();
  }

  private Bar bar(double x, double each, Pair pair) {
    double up = 100.0 * pair.up() / (above + below);
    double down = 100.0 * pair.down() / (above + below);
    return new Bar(
        text(x + each * 0.17), text(each * 0.66), text(axis() - up), text(up), text(down));
  }

  private double axis() {
    return 100.0 * above / (above + below);
  }

  private static String text(double number) {
    return String.format(Locale.ROOT, "%.2f", number);
  }

  public List<Bar> getBars() {
    return bars;
  }

  /** Where the line between above and below lies. */
  public String getAxis() {
    return text(axis());
  }

  /** The same in pixels of a chart of 180. */
  public int getAxisPixels() {
    return (int) Math.round(axis() * 1.8);
  }

  public long getAbove() {
    return above;
  }

  public long getBelow() {
    return below;
  }
}
