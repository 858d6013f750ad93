package nl.voorkeur.mailing.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nl.voorkeur.catalogue.Desk;
import nl.voorkeur.kernel.MailingId;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.mailing.DeliveryState;
import nl.voorkeur.mailing.Drafts;
import nl.voorkeur.mailing.InDoubt;
import nl.voorkeur.mailing.Mailing;
import nl.voorkeur.mailing.MailingState;
import nl.voorkeur.mailing.Mailings;
import nl.voorkeur.mailing.Progress;
import nl.voorkeur.platform.faces.DeskText;
import nl.voorkeur.platform.faces.Onward;
import nl.voorkeur.platform.faces.Parameters;

/** A mailing on its way: where everybody stands, and the ways to hold it. */
@Named
@RequestScoped
public class MailingPage {

  private static final int MOST_IN_DOUBT = 100;

  @Inject private Mailings mailings;
  @Inject private Drafts drafts;
  @Inject private Desk desk;
  @Inject private Parameters parameters;
  @Inject private Onward onward;
  @Inject private DeskText say;
  @Inject private MailingWords words;
  @Inject private Clock clock;

  private Mailing mailing;
  private Progress progress;
  private List<InDoubt> inDoubt;

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
      progress = mailings.progress(getMailing().id());
    }
    return progress;
  }

  public boolean isSending() {
    return getMailing().state() == MailingState.SENDING;
  }

  public boolean isPaused() {
    return getMailing().state() == MailingState.PAUSED;
  }

  /** Why it is held, when that was not a colleague's wish. */
  public String getRefusal() {
    return getMailing().heldBy().filter(reason -> !reason.equals("staff")).orElse("");
  }

  /** All whose ending is known, denied ones too. */
  public long getFinished() {
    return getProgress().audience() - getProgress().open();
  }

  public String getFinishedShare() {
    return words.share(getFinished(), getProgress().audience());
  }

  /** The speed so far, or in the end. */
  public String getRate() {
    Duration since = Duration.between(started(), until());
    double perSecond = getProgress().tried() * 1000.0 / Math.max(1, since.toMillis());
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
      inDoubt = mailings.inDoubt(getMailing().id(), MOST_IN_DOUBT);
    }
    return inDoubt;
  }

  public void pause() {
    done(mailings.pause(getMailing().id()), "paused");
  }

  public void resume() {
    done(mailings.resume(getMailing().id()), "resumed");
  }

  public void cancel() {
    done(mailings.cancel(getMailing().id()), "cancelled");
  }

  public void countAsSent(RecipientId recipient) {
    done(mailings.countAsSent(getMailing().id(), recipient), "counted");
  }

  public void tryOnceMore(RecipientId recipient) {
    done(mailings.tryOnceMore(getMailing().id(), recipient), "again");
  }

  private void done(boolean done, String what) {
    onward.to(address(), words.of(done ? "done." + what : "done.not"));
  }

  private String address() {
    return desk.url("/staff/mailing/mailing?mailing=" + getMailing().id());
  }
}
