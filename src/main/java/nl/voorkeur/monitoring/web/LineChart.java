package nl.voorkeur.monitoring.web;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Lines over time as an SVG of 100 by 100 with nothing in it but numbers: the page draws it, so
 * that no script and nobody else is needed. A scale ends at a round number; names beside the lines
 * keep apart from each other.
 */
public final class LineChart {

  private static final int LONGEST = 14;

  private static final double HEIGHT = 220;
  private static final double APART = 34;

  private final long top;
  private final List<Line> lines;

  /**
   * One line.
   *
   * @param points those of its polyline
   * @param at where its name stands, in pixels from above
   */
  public record Line(String name, long last, String points, int at) {

    /** The name as far as there is room beside the chart; the table below has all of it. */
    public String label() {
      return name.codePointCount(0, name.length()) <= LONGEST
          ? name
          : name.substring(0, name.offsetByCodePoints(0, LONGEST - 1)).strip() + "…";
    }
  }

  /** What a line is drawn from; a missing value has no point. */
  public record Series(String name, List<Long> values) {
    long last() {
      return values.stream().filter(one -> one >= 0).reduce((a, b) -> b).orElse(0L);
    }
  }

  LineChart(List<Series> series) {
    top =
        roundTop(
            series.stream().flatMap(s -> s.values().stream()).mapToLong(v -> v).max().orElse(0));
    lines = new ArrayList<>();
    List<Integer> places = places(series);
    for (int i = 0; i < series.size(); i++) {
      Series one = series.get(i);
      lines.add(new Line(one.name(), one.last(), points(one.values()), places.get(i)));
    }
  }

  /** The next of 4, 8, 20, 40, 80, 200 … that is not below, so that quarters are whole. */
  static long roundTop(long most) {
    for (long ten = 1; ; ten *= 10) {
      for (long step : new long[] {4, 8, 20}) {
        if (most <= step * ten) {
          return step * ten;
        }
      }
    }
  }

  private String points(List<Long> values) {
    List<String> points = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i) >= 0) {
        double x = values.size() == 1 ? 100 : 100.0 * i / (values.size() - 1);
        points.add(String.format(Locale.ROOT, "%.1f,%.1f", x, 100 - share(values.get(i))));
      }
    }
    return String.join(" ", points);
  }

  private double share(long value) {
    return 100.0 * value / top;
  }

  /** Where names stand: beside the end of their line, and never on one another. */
  private List<Integer> places(List<Series> series) {
    double[] at = new double[series.size()];
    List<Integer> order =
        IntStream.range(0, series.size())
            .boxed()
            .sorted(Comparator.comparingLong((Integer i) -> -series.get(i).last()))
            .collect(Collectors.toList());
    double last = -APART;
    for (int i : order) {
      at[i] = Math.max(HEIGHT - HEIGHT * share(series.get(i).last()) / 100, last + APART);
      last = at[i];
    }
    double over = Math.max(0, last - HEIGHT + 16);
    double room = HEIGHT - 16;
    for (int k = order.size() - 1; k >= 0 && over > 0; k--) {
      int i = order.get(k);
      at[i] = Math.min(at[i], room);
      room = at[i] - APART;
    }
    List<Integer> places = new ArrayList<>();
    for (double one : at) {
      places.add((int) Math.round(Math.max(4, one)));
    }
    return places;
  }

  public List<Line> getLines() {
    return lines;
  }

  /** The numbers of the scale, from above: the top, three quarters, and so on. */
  public List<Long> getScale() {
    return List.of(top, top * 3 / 4, top / 2, top / 4, 0L);
  }
}
