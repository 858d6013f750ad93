package nl.voorkeur.monitoring.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.voorkeur.catalogue.Catalogue;
import nl.voorkeur.catalogue.Desk;
import nl.voorkeur.catalogue.Topic;
import nl.voorkeur.kernel.Denial;
import nl.voorkeur.monitoring.Counted;
import nl.voorkeur.monitoring.Tallies;
import nl.voorkeur.permission.Tally;
import nl.voorkeur.platform.faces.PageLanguage;

/** The topics of the controller on the desk, with how many may be mailed and why others may not. */
@Named
@RequestScoped
public class TopicTallies {

  @Inject private Desk desk;
  @Inject private Catalogue catalogue;
  @Inject private Tallies counts;
  @Inject private PageLanguage language;

  private List<Topic> topics;
  private Counted counted;
  private Map<Topic, Tally> tallies;

  /** One topic, and its share of the topic with most people. */
  public record Row(Topic topic, String name, Tally tally, String bar) {}

  /** One reason, and its share of the commonest one. */
  public record Reason(Denial code, long people, String bar) {}

  public List<Row> getRows() {
    long most = tallies().values().stream().mapToLong(Tally::permitted).max().orElse(0);
    return tallies().entrySet().stream()
        .map(
            entry ->
                new Row(
                    entry.getKey(),
                    entry.getKey().text(language.getCurrent()).name(),
                    entry.getValue(),
                    share(entry.getValue().permitted(), most)))
        .toList();
  }

  /** Why people are left out, all topics together, the commonest reason first. */
  public List<Reason> getReasons() {
    Map<Denial, Long> all = new EnumMap<>(Denial.class);
    tallies()
        .values()
        .forEach(tally -> tally.denied().forEach((r, n) -> all.merge(r, n, Long::sum)));
    long most = all.values().stream().mapToLong(Long::longValue).max().orElse(0);
    return all.entrySet().stream()
        .sorted(Map.Entry.<Denial, Long>comparingByValue().reversed())
        .map(entry -> new Reason(entry.getKey(), entry.getValue(), share(entry.getValue(), most)))
        .toList();
  }

  public long getPermitted() {
    return tallies().values().stream().mapToLong(Tally::permitted).sum();
  }

  public long getDenied() {
    return tallies().values().stream().mapToLong(Tally::deniedInAll).sum();
  }

  /** How many people the controller knows. */
  public long getKnown() {
    return counted().known();
  }

  /** When these were counted; nothing when that was for this page. */
  public Optional<Instant> getAt() {
    return counted().at();
  }

  private Map<Topic, Tally> tallies() {
    if (tallies == null) {
      tallies = new LinkedHashMap<>();
      topics()
          .forEach(
              topic ->
                  tallies.put(
                      topic, counted().topics().getOrDefault(topic.id(), new Tally(0, Map.of()))));
    }
    return tallies;
  }

  private List<Topic> topics() {
    if (topics == null) {
      topics = desk.find().map(one -> catalogue.topics(one.id())).orElse(List.of());
    }
    return topics;
  }

  private Counted counted() {
    if (counted == null) {
      counted =
          desk.find()
              .map(one -> counts.of(one.id(), topics().stream().map(Topic::id).toList()))
              .orElseGet(() -> new Counted(0, Map.of(), Optional.empty()));
    }
    return counted;
  }

  static String share(long part, long whole) {
    return whole == 0 ? "0%" : Math.round(100.0 * part / whole) + "%";
  }
}
