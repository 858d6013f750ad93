package nl.voorkeur.monitoring.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import nl.voorkeur.catalogue.Desk;
import nl.voorkeur.catalogue.Topic;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.monitoring.Day;
import nl.voorkeur.monitoring.Departures;
import nl.voorkeur.monitoring.Running;
import nl.voorkeur.monitoring.Trends;
import nl.voorkeur.platform.faces.DeskText;
import nl.voorkeur.platform.faces.PageLanguage;
import nl.voorkeur.platform.faces.Parameters;
import nl.voorkeur.platform.text.Times;

/** The controller on the desk over time, in spans of a week or a month. */
@Named
@RequestScoped
public class TrendsPage {

  /** More lines than this no eye tells apart. */
  private static final int MOST_LINES = 5;

  private static final int SPANS = 12;

  @Inject private Desk desk;
  @Inject private Trends trends;
  @Inject private TopicTallies tallies;
  @Inject private Parameters parameters;
  @Inject private PageLanguage language;
  @Inject private DeskText say;
  @Inject private Clock clock;

  private List<Day> spans;
  private LineChart permitted;
  private List<Departures> departures;

  /** A topic at the end of each span, as the table shows it. */
  public record TopicRow(String name, List<String> values) {}

  /** One of the reasons, and its share of the commonest one. */
  public record Why(String name, long people, String bar) {}

  /** Whether spans are months, and not weeks. */
  public boolean isYear() {
    return parameters.text("per").filter("year"::equals).isPresent();
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), Times.ZONE);
  }

  /** The days on which spans begin, the one that runs last. */
  private List<LocalDate> starts() {
    LocalDate last = isYear() ? today().withDayOfMonth(1) : today().with(DayOfWeek.MONDAY);
    List<LocalDate> starts = new ArrayList<>();
    for (int back = SPANS - 1; back >= 0; back--) {
      starts.add(isYear() ? last.minusMonths(back) : last.minusWeeks(back));
    }
    return starts;
  }

  /** What happened in each span. */
  public List<Day> getSpans() {
    if (spans == null) {
      TreeMap<LocalDate, Day> sums = new TreeMap<>();
      starts().forEach(start -> sums.put(start, Day.quiet(start)));
      trends
          .days(desk.id(), sums.firstKey())
          .forEach(day -> sums.merge(sums.floorKey(day.day()), day, Day::plus));
      spans = List.copyOf(sums.values());
    }
    return spans;
  }

  /** What happened in all of them together. */
  public Day getSum() {
    return getSpans().stream().reduce(Day.quiet(today()), Day::plus);
  }

  /** What a span is called. */
  public String label(LocalDate start) {
    return say.day(start);
  }

  public String getFirst() {
    return label(starts().get(0));
  }

  public String getMiddle() {
    return label(starts().get(SPANS / 2));
  }

  public Bars getBars() {
    return new Bars(
        getSpans().stream().map(day -> new Bars.Pair(day.signUps(), day.optOuts())).toList());
  }

  /** The topics with most people, each with its figure of now at the end. */
  public LineChart getPermitted() {
    if (permitted == null) {
      permitted =
          new LineChart(
              shown().entrySet().stream()
                  .map(
                      topic ->
                          new LineChart.Series(
                              topic.getKey().text(language.getCurrent()).name(), topic.getValue()))
                  .toList());
    }
    return permitted;
  }

  /** The same figures as a table. */
  public List<TopicRow> getTopicRows() {
    return shown().entrySet().stream()
        .map(
            topic ->
                new TopicRow(
                    topic.getKey().text(language.getCurrent()).name(),
                    topic.getValue().stream()
                        .map(value -> value < 0 ? "–" : say.number(value))
                        .toList()))
        .toList();
  }

  /** The figure as each span began, and that of now; -1 where nobody counted yet. */
  private Map<Topic, List<Long>> shown() {
    List<LocalDate> starts = starts();
    Map<TopicId, SortedMap<LocalDate, Long>> counted =
        trends.permitted(desk.id(), starts.get(0).minusDays(7));
    return tallies.getRows().stream()
        .filter(row -> row.topic().isOpen())
        .sorted((a, b) -> Long.compare(b.tally().permitted(), a.tally().permitted()))
        .limit(MOST_LINES)
        .collect(
            Collectors.toMap(
                TopicTallies.Row::topic,
                row -> {
                  SortedMap<LocalDate, Long> days =
                      counted.getOrDefault(row.topic().id(), new TreeMap<>());
                  List<Long> values = new ArrayList<>();
                  starts.forEach(start -> values.add(around(days, start)));
                  values.add(row.tally().permitted());
                  return values;
                },
                (a, b) -> a,
                LinkedHashMap::new));
  }

  /** The figure of a day, or that of a day near to it when nobody counted then. */
  private static long around(SortedMap<LocalDate, Long> days, LocalDate day) {
    return days.headMap(day.plusDays(4)).entrySet().stream()
        .filter(one -> ChronoUnit.DAYS.between(one.getKey(), day) < 4)
        .reduce((a, b) -> b)
        .map(Map.Entry::getValue)
        .orElse(-1L);
  }

  /** Whether there is more to draw than the figure of now. */
  public boolean isDrawn() {
    return shown().values().stream()
        .anyMatch(values -> values.subList(0, values.size() - 1).stream().anyMatch(v -> v >= 0));
  }

  /** The lines in one sentence, for who can't see them. */
  public String getLinesInWords() {
    return getPermitted().getLines().stream()
        .map(line -> line.name() + " " + say.number(line.last()))
        .collect(Collectors.joining(", "));
  }

  private List<Departures> departures() {
    if (departures == null) {
      departures = trends.departures(desk.id(), starts().get(0));
    }
    return departures;
  }

  /** Why people stopped; those who gave no reason last. */
  public List<Why> getWhys() {
    long given = departures().stream().mapToLong(Departures::people).sum();
    long silent = Math.max(0, getSum().optOuts() - given);
    long most =
        Math.max(silent, departures().stream().mapToLong(Departures::people).max().orElse(0));
    List<Why> whys = new ArrayList<>();
    departures()
        .forEach(
            one ->
                whys.add(
                    new Why(
                        say.of("leaving." + one.reason()),
                        one.people(),
                        TopicTallies.share(one.people(), most))));
    if (silent > 0) {
      whys.add(new Why(say.of("leaving.NONE"), silent, TopicTallies.share(silent, most)));
    }
    return whys;
  }

  public List<Running> getMailings() {
    return trends.mailings(desk.id());
  }
}
