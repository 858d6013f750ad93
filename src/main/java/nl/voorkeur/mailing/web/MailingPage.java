package nl.voorkeur.mailing.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.voorkeur.catalogue.Desk;
import nl.voorkeur.kernel.MailingId;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.mailing.DeliveryState;
import nl.voorkeur.mailing.Drafts;
import nl.voorkeur.mailing.InDoubt;
import nl.voorkeur.mailing.Mailing;
import nl.voorkeur.mailing.MailingResponses;
import nl.voorkeur.mailing.MailingState;
import nl.voorkeur.mailing.Progress;
import nl.voorkeur.mailing.Responses;
import nl.voorkeur.mailing.SendingControl;
import nl.voorkeur.mailing.SendingLimits;
import nl.voorkeur.platform.faces.DeskText;
import nl.voorkeur.platform.faces.Onward;
import nl.voorkeur.platform.faces.Parameters;
import nl.voorkeur.platform.faces.Problems;
import nl.voorkeur.platform.security.CurrentCaller;

/** A mailing on its way: where everybody stands, and the ways to hold it. */
@Named
@RequestScoped
public class MailingPage {

  private static final int MOST_IN_DOUBT = 100;
  private static final Pattern RATE = Pattern.compile("(bounces|complaints):([0-9.]+)");

  @Inject private SendingControl control;
  @Inject private Drafts drafts;
  @Inject private MailingResponses received;
  @Inject private SendingLimits limits;
  @Inject private CurrentCaller caller;
  @Inject private Problems problems;
  @Inject private Desk desk;
  @Inject private Parameters parameters;
  @Inject private Onward onward;
  @Inject private DeskText say;
  @Inject private MailingWords words;
  @Inject private Clock clock;

  private Mailing mailing;
  private Progress progress;
  private List<InDoubt> inDoubt;
  private Responses responses;
  private String hours;

  /** One state, how many are in it, and its part of the bar. */
  public record Row(String code, String mark, long people, String x, String width) {}

  /** One reason and how many people it stopped. */
  public record Reason(String words, long people, String bar) {}

  /** A mailing of another controller is as good as none (promise 7). */
  public void open() {
    if (find().isEmpty()) {
      onward.toNowhere();
    } else if (mailing.state() == MailingState.DRAFT) {
      onward.to(desk.url("/staff/mailing/draft?mailing=" + mailing.id()));
    }
  }

  private Optional<Mailing> find() {
    if (mailing == null) {
      mailing =
          parameters
              .number("mailing")
              .map(MailingId::new)
              .flatMap(id -> drafts.find(desk.id(), id))
              .orElse(null);
    }
    return Optional.ofNullable(mailing);
  }

  /** Asked every few seconds; when the mailing ended meanwhile, the whole page is shown anew. */
  public void look() {
    if (!isSending()) {
      onward.to(address());
    }
  }

  public Mailing getMailing() {
    return find().orElseThrow(() -> new IllegalArgumentException("no such mailing"));
  }

  public Progress getProgress() {
    if (progress == null) {
      progress = control.progress(desk.id(), getMailing().id());
    }
    return progress;
  }

  public Responses getResponses() {
    if (responses == null) {
      responses = received.of(desk.id(), getMailing().id());
    }
    return responses;
  }

  /** Whether anybody agreed that we see what they open and click. */
  public boolean isResponded() {
    return !getResponses().isNothing();
  }

  public boolean isSending() {
    return getMailing().state() == MailingState.SENDING;
  }

  public boolean isPaused() {
    return getMailing().state() == MailingState.PAUSED;
  }

  /** What the server said when it is held for that. */
  public String getRefusal() {
    return getHeldFor().isEmpty()
        ? getMailing().heldBy().filter(reason -> !reason.equals("staff")).orElse("")
        : "";
  }

  /** {@code bounces} or {@code complaints} when it is held for these. */
  public String getHeldFor() {
    return rate().map(matcher -> matcher.group(1)).orElse("");
  }

  /** How many bounced or complained, in per cent. */
  public String getHeldShare() {
    return rate().map(matcher -> words.decimal(new BigDecimal(matcher.group(2)))).orElse("");
  }

  private Optional<Matcher> rate() {
    return getMailing().heldBy().map(RATE::matcher).filter(Matcher::matches);
  }

  /** For what it waits, and until when; empty while it goes on. */
  public String getWaiting() {
    return limits
        .waiting(desk.id(), getMailing())
        .map(
            waiting ->
                waiting
                    .until()
                    .map(until -> words.of("waiting." + waiting.why(), say.moment(until)))
                    .orElseGet(() -> words.of("waiting." + waiting.why())))
        .orElse("");
  }

  /** The hours that a message is tried which the server puts off. */
  public String getHours() {
    return hours == null
        ? Integer.toString(control.lifetimeHours(desk.id(), getMailing().id()))
        : hours;
  }

  public void setHours(String hours) {
    this.hours = hours == null ? "" : hours.strip();
  }

  /** Tries for longer or shorter. */
  public void live() {
    if (!getHours().matches("[1-9][0-9]{0,2}")
        || Integer.parseInt(getHours()) > SendingControl.LONGEST_LIFE) {
      problems.add("hours", words.of("lifetime.wrong", SendingControl.LONGEST_LIFE));
      return;
    }
    done(control.live(desk.id(), getMailing().id(), Integer.parseInt(getHours())), "lifetime");
  }

  /** A draft that says the same. */
  public void copy() {
    drafts
        .copy(desk.id(), getMailing().id(), caller.find().orElseThrow().actor())
        .ifPresentOrElse(
            made ->
                onward.to(
                    desk.url("/staff/mailing/draft?mailing=" + made), words.of("done.copied")),
            onward::toNowhere);
  }

  /** For how long it is tried. */
  public String getLifetime() {
    return words.of("lifetime", control.lifetimeHours(desk.id(), getMailing().id()));
  }

  /** Says so when there are more in doubt than are listed. */
  public String getDoubtsMore() {
    return getInDoubt().size() == MOST_IN_DOUBT ? words.of("doubt.more", MOST_IN_DOUBT) : "";
  }

  public void countAllAsSent() {
    settled(control.countAsSent(desk.id(), getMailing().id(), Optional.empty()));
  }

  public void tryAllOnceMore() {
    settled(control.tryOnceMore(desk.id(), getMailing().id(), Optional.empty()));
  }

  private void settled(int people) {
    onward.to(address(), people == 0 ? words.of("done.not") : words.of("done.all", people));
  }

  /** All whose ending is known, denied ones too. */
  public long getFinished() {
    return getProgress().audience() - getProgress().open();
  }

  public String getFinishedShare() {
    return words.share(getFinished(), getProgress().audience());
  }

  /** The speed of the last minute, or of the whole mailing in the end. */
  public String getRate() {
    double perSecond = getProgress().rate(started(), until(), isSending());
    return perSecond >= 1 || perSecond == 0
        ? words.of("rate.second", Math.round(perSecond))
        : words.of("rate.minute", Math.round(perSecond * 60));
  }

  public String getTimeLeft() {
    return isSending()
        ? getProgress().timeLeft(started(), clock.instant()).map(words::roughly).orElse("–")
        : "–";
  }

  public String getTimes() {
    return getMailing()
        .finishedAt()
        .map(end -> words.of("times.ended", say.moment(started()), say.moment(end)))
        .orElseGet(() -> words.of("times.started", say.moment(started())));
  }

  private Instant started() {
    return getMailing().startedAt().orElseThrow();
  }

  private Instant until() {
    return getMailing().finishedAt().orElseGet(clock::instant);
  }

  /** Every state in the order of the bar; together they are the audience. */
  public List<Row> getRows() {
    Progress now = getProgress();
    long waiting = now.open() - now.retrying();
    long[] people = {
      now.count(DeliveryState.SENT),
      now.count(DeliveryState.FAILED),
      now.count(DeliveryState.DENIED),
      now.count(DeliveryState.IN_DOUBT),
      now.retrying(),
      waiting
    };
    String[] codes = {
      "sent",
      "failed",
      "denied",
      "inDoubt",
      "retrying",
      getMailing().state() == MailingState.CANCELLED ? "left" : "waiting"
    };
    String[] marks = {"f1", "f2", "f4", "f5", "f3", "fx"};
    List<Row> rows = new ArrayList<>();
    double at = 0;
    for (int i = 0; i < codes.length; i++) {
      double width = now.audience() == 0 ? 0 : 100.0 * people[i] / now.audience();
      rows.add(new Row(codes[i], marks[i], people[i], percent(at), percent(width)));
      at += width;
    }
    return rows;
  }

  /** The bar in words. */
  public String getSummary() {
    List<String> parts =
        getRows().stream()
            .filter(row -> row.people() > 0)
            .map(row -> say.number(row.people()) + " " + words.of("state." + row.code() + ".low"))
            .toList();
    return words.of("summary", getFinishedShare(), String.join(", ", parts));
  }

  public List<Reason> getReasons() {
    long most = getProgress().denied().values().stream().mapToLong(Long::longValue).max().orElse(1);
    return getProgress().denied().entrySet().stream()
        .map(
            entry ->
                new Reason(
                    say.reason("denied." + entry.getKey()),
                    entry.getValue(),
                    percent(100.0 * entry.getValue() / most)))
        .toList();
  }

  private static String percent(double value) {
    return String.format(Locale.ROOT, "%.2f%%", value);
  }

  public List<InDoubt> getInDoubt() {
    if (inDoubt == null) {
      inDoubt = control.inDoubt(desk.id(), getMailing().id(), 0, MOST_IN_DOUBT);
    }
    return inDoubt;
  }

  public void pause() {
    done(control.pause(desk.id(), getMailing().id()), "paused");
  }

  public void resume() {
    done(control.resume(desk.id(), getMailing().id()), "resumed");
  }

  public void cancel() {
    done(control.cancel(desk.id(), getMailing().id()), "cancelled");
  }

  public void countAsSent(RecipientId recipient) {
    done(control.countAsSent(desk.id(), getMailing().id(), Optional.of(recipient)) > 0, "counted");
  }

  /** Where it is asked once more whether somebody is to get a second message. */
  public String ask(InDoubt one) {
    return address() + "&again=" + one.recipient();
  }

  public String getSelf() {
    return address();
  }

  private Optional<InDoubt> asked() {
    return parameters
        .number("again")
        .flatMap(
            id -> getInDoubt().stream().filter(one -> one.recipient().value() == id).findFirst());
  }

  /** Who is asked about, masked; empty when nobody is. */
  public String getAsked() {
    return asked().map(one -> one.address().masked()).orElse("");
  }

  public String getAskedId() {
    return asked().map(one -> one.recipient().toString()).orElse("");
  }

  /** Sends once more to whom the page asked about. */
  public void tryOnceMore() {
    done(
        asked()
                .map(
                    one ->
                        control.tryOnceMore(
                            desk.id(), getMailing().id(), Optional.of(one.recipient())))
                .orElse(0)
            > 0,
        "again");
  }

  private void done(boolean done, String what) {
    onward.to(address(), words.of(done ? "done." + what : "done.not"));
  }

  private String address() {
    return desk.url("/staff/mailing/mailing?mailing=" + getMailing().id());
  }
}
