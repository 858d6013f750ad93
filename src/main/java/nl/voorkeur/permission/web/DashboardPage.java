package nl.voorkeur.permission.web;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import nl.voorkeur.catalogue.Catalogue;
import nl.voorkeur.catalogue.Controller;
import nl.voorkeur.catalogue.ControllerRole;
import nl.voorkeur.catalogue.Desk;
import nl.voorkeur.catalogue.Topic;
import nl.voorkeur.kernel.Denial;
import nl.voorkeur.permission.PermissionDecisions;
import nl.voorkeur.permission.Tally;
import nl.voorkeur.platform.faces.PageLanguage;
import nl.voorkeur.platform.text.Texts;
import nl.voorkeur.platform.text.Times;
import nl.voorkeur.recipient.Recipients;

/** Whether everything is in order at one controller, and how many may be mailed on what. */
@Named
@RequestScoped
public class DashboardPage {

  @Inject private Desk desk;
  @Inject private Catalogue catalogue;
  @Inject private PermissionDecisions decisions;
  @Inject private Recipients recipients;
  @Inject private PageLanguage language;
  @Inject private Clock clock;

  private final List<Row> rows = new ArrayList<>();
  private final List<Concern> concerns = new ArrayList<>();
  private final Map<Denial, Long> denied = new EnumMap<>(Denial.class);
  private long permitted;
  private long known;
  private Texts texts;

  /** One topic, and its share of the topic with most people. */
  public record Row(Topic topic, String name, Tally tally, String bar) {}

  /** Something that waits for somebody. */
  public record Concern(String tag, String text, String url, String act) {}

  /** Why people are left out, and its share of the commonest reason. */
  public record Reason(String text, String code, long people, String bar) {}

  @PostConstruct
  void read() {
    texts = Texts.of("Staff", language.getCurrent());
    if (desk.isEmpty()) {
      return;
    }
    Controller controller = desk.controller();
    List<Topic> topics = catalogue.topics(controller.id());
    Map<Topic, Tally> tallies = new java.util.LinkedHashMap<>();
    topics.forEach(topic -> tallies.put(topic, decisions.tally(topic.id())));
    long most = tallies.values().stream().mapToLong(Tally::permitted).max().orElse(0);
    tallies.forEach(
        (topic, tally) -> {
          permitted += tally.permitted();
          tally.denied().forEach((reason, people) -> denied.merge(reason, people, Long::sum));
          rows.add(
              new Row(
                  topic,
                  topic.text(language.getCurrent()).name(),
                  tally,
                  share(tally.permitted(), most)));
        });
    known = recipients.count(controller.id(), "");
    worry(controller, topics);
  }

  private void worry(Controller controller, List<Topic> topics) {
    String page = desk.url("/staff/catalogue/controller?id=" + controller.id());
    if (!controller.isSenderVerified()) {
      add("sender", controller.senderAddress().value(), page);
    }
    LocalDate today = LocalDate.ofInstant(clock.instant(), Times.ZONE);
    boolean agreed =
        controller.ourRole() == ControllerRole.CONTROLLER
            || catalogue.agreements(controller.id()).stream().anyMatch(a -> a.isInForce(today));
    if (!agreed) {
      add("agreement", controller.name(), page);
    }
    if (topics.isEmpty()) {
      add("topics", controller.name(), desk.url("/staff/catalogue/topic"));
    }
  }

  private void add(String what, String value, String url) {
    concerns.add(
        new Concern(
            texts.get("concern." + what + ".tag"),
            texts.get("concern." + what, value),
            url,
            texts.get("concern." + what + ".act")));
  }

  /** The answer to the question in the title. */
  public String getAnswer() {
    return texts.get(
        "dashboard.answer", concerns.size(), Times.of(language.getCurrent()).time(clock.instant()));
  }

  public List<Row> getRows() {
    return rows;
  }

  public List<Concern> getConcerns() {
    return concerns;
  }

  /** Why people are left out, the commonest first. */
  public List<Reason> getReasons() {
    Texts words = Texts.of("Reasons", language.getCurrent());
    long most = denied.values().stream().mapToLong(Long::longValue).max().orElse(0);
    return denied.entrySet().stream()
        .sorted(Map.Entry.<Denial, Long>comparingByValue().reversed())
        .map(
            entry ->
                new Reason(
                    words.get("denied." + entry.getKey()),
                    entry.getKey().name(),
                    entry.getValue(),
                    share(entry.getValue(), most)))
        .toList();
  }

  public long getDenied() {
    return denied.values().stream().mapToLong(Long::longValue).sum();
  }

  public long getPermitted() {
    return permitted;
  }

  public long getKnown() {
    return known;
  }

  private static String share(long part, long whole) {
    return whole == 0 ? "0%" : Math.round(100.0 * part / whole) + "%";
  }
}
