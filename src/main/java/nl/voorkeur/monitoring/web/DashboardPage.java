package nl.voorkeur.monitoring.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.text.NumberFormat;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import nl.voorkeur.catalogue.Catalogue;
import nl.voorkeur.catalogue.Controller;
import nl.voorkeur.catalogue.ControllerRole;
import nl.voorkeur.catalogue.Desk;
import nl.voorkeur.monitoring.Day;
import nl.voorkeur.monitoring.Trends;
import nl.voorkeur.platform.faces.DeskText;
import nl.voorkeur.platform.faces.PageLanguage;
import nl.voorkeur.platform.security.CurrentCaller;
import nl.voorkeur.platform.security.Role;
import nl.voorkeur.platform.text.Times;

/** Whether everything is in order at one controller. */
@Named
@RequestScoped
public class DashboardPage {

  @Inject private Desk desk;
  @Inject private Catalogue catalogue;
  @Inject private TopicTallies tallies;
  @Inject private Trends trends;
  @Inject private DeskText say;
  @Inject private CurrentCaller current;
  @Inject private PageLanguage language;
  @Inject private Clock clock;

  /** Fewer messages than this say nothing about a rate. */
  private static final long FEW = 100;

  private List<Concern> concerns;
  private Day month;

  /** Something that waits for somebody. Bundle keys: {@code concern.x}. */
  public record Concern(String what, String value, String url) {}

  public List<Concern> getConcerns() {
    if (concerns == null) {
      concerns = new ArrayList<>();
      desk.find().ifPresent(this::worry);
    }
    return concerns;
  }

  private void worry(Controller controller) {
    String page = desk.url("/staff/catalogue/controller?id=" + controller.id());
    if (!controller.isSenderVerified()) {
      concerns.add(new Concern("sender", controller.senderAddress().value(), page));
    }
    LocalDate today = LocalDate.ofInstant(clock.instant(), Times.ZONE);
    boolean agreed =
        controller.ourRole() == ControllerRole.CONTROLLER
            || catalogue.agreements(controller.id()).stream().anyMatch(a -> a.isInForce(today));
    if (!agreed) {
      concerns.add(new Concern("agreement", controller.name(), page));
    }
    if (tallies.getRows().isEmpty()) {
      concerns.add(new Concern("topics", controller.name(), desk.url("/staff/catalogue/topic")));
    }
    trends
        .expiring(controller.id())
        .forEach(
            one ->
                concerns.add(
                    new Concern(
                        "expiring",
                        say.of("concern.expiring.what", one.receiver(), say.moment(one.at())),
                        desk.url("/staff/exporting/export?export=" + one.id()))));
    trends
        .untold(controller.id())
        .forEach(
            one ->
                concerns.add(
                    new Concern(
                        "notice",
                        say.of(
                            one.late() ? "concern.notice.late" : "concern.notice.soon",
                            say.day(one.due())),
                        desk.url("/staff/importing/import?import=" + one.id()))));
    trends
        .unheard(controller.id())
        .forEach(
            one ->
                concerns.add(
                    new Concern(
                        "recall",
                        say.of("concern.recall.what", one.receiver(), say.moment(one.at())),
                        desk.url("/staff/exporting/export?export=" + one.id()))));
    if (isOfficer()) {
      trends
          .pressing(controller.id())
          .forEach(
              one ->
                  concerns.add(
                      new Concern(
                          "case",
                          say.of(
                              one.late() ? "concern.case.late" : "concern.case.soon",
                              Long.toString(one.id()),
                              say.day(one.due())),
                          desk.url("/staff/privacy/case?id=" + one.id()))));
      trends
          .deafPrograms(controller.id())
          .forEach(
              one ->
                  concerns.add(
                      new Concern(
                          "webhook",
                          say.of(
                              one.disabled()
                                  ? "concern.webhook.disabled"
                                  : "concern.webhook.failing",
                              one.url()),
                          desk.url("/staff/webhook/webhooks?webhook=" + one.id()))));
    }
    if (getComplaints().isOverStop()) {
      concerns.add(
          new Concern("complaints", getComplaints().text(), desk.url("/staff/mailing/mailings")));
    }
    if (getBounces().isOverStop()) {
      concerns.add(
          new Concern("bounces", getBounces().text(), desk.url("/staff/importing/imports")));
    }
  }

  /** How one number relates to another, and to what the big mailbox providers bear. */
  public record Rate(String text, String tag, double share, double warn, double stop) {
    public boolean isOverStop() {
      return share >= stop;
    }
  }

  /**
   * Complaints in thirty days; Gmail and Yahoo want them below 0.1 % and take action from 0.3 %
   * (requirement M3).
   */
  public Rate getComplaints() {
    return rate(month().complaints(), 0.001, 0.003);
  }

  /** Mailboxes that were gone, in thirty days, beside our own limit. */
  public Rate getBounces() {
    return rate(month().bounces(), 0.01, 0.02);
  }

  private Rate rate(long part, double warn, double stop) {
    long sent = month().sent();
    double share = sent < FEW ? 0 : (double) part / sent;
    String tag = sent < FEW ? "few" : share >= stop ? "stop" : share >= warn ? "warn" : "yes";
    NumberFormat percent = NumberFormat.getPercentInstance(language.getCurrent().locale());
    percent.setMinimumFractionDigits(2);
    return new Rate(sent < FEW ? "–" : percent.format(share), tag, share, warn, stop);
  }

  private Day month() {
    if (month == null) {
      LocalDate today = LocalDate.ofInstant(clock.instant(), Times.ZONE);
      month =
          trends.days(desk.id(), today.minusDays(30)).stream().reduce(Day.quiet(today), Day::plus);
    }
    return month;
  }

  /** Whether rights requests are theirs to answer. */
  private boolean isOfficer() {
    return current
        .find()
        .filter(
            caller ->
                caller.roles().contains(Role.PRIVACY_OFFICER)
                    || caller.roles().contains(Role.ADMINISTRATOR))
        .isPresent();
  }

  /** The answer to the question in the title. */
  public String getAnswer() {
    return say.of("dashboard.answer", getConcerns().size(), say.time(clock.instant()));
  }

  /** Said when people were not counted for this page; empty when they were. */
  public String getCounted() {
    return tallies.getAt().map(at -> say.of("dashboard.counted", say.moment(at))).orElse("");
  }
}
