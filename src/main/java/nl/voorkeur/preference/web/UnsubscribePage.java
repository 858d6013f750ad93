package nl.voorkeur.preference.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.permission.Provenance;
import nl.voorkeur.permission.Route;
import nl.voorkeur.platform.faces.Letterhead;
import nl.voorkeur.platform.faces.PageLanguage;
import nl.voorkeur.platform.faces.PageRoute;
import nl.voorkeur.platform.faces.PageText;
import nl.voorkeur.platform.faces.Problems;
import nl.voorkeur.platform.faces.RadioChoice;
import nl.voorkeur.platform.text.Moments;
import nl.voorkeur.platform.text.Texts;
import nl.voorkeur.platform.token.Link;
import nl.voorkeur.platform.token.LinkUrls;
import nl.voorkeur.preference.FreshLinks;
import nl.voorkeur.preference.LeavingReason;
import nl.voorkeur.preference.Overview;
import nl.voorkeur.preference.Overview.Line;
import nl.voorkeur.preference.Preferences;
import nl.voorkeur.preference.Stopped;
import nl.voorkeur.preference.Wish;

/**
 * The person's own page behind an unsubscribe link: one question, one button, and a receipt.
 * Opening it changes nothing (requirements U6, P1, P2).
 */
@Named
@RequestScoped
public class UnsubscribePage {

  /** What the page says. */
  enum State {
    ASK,
    STOPPED,
    STOPPED_BEFORE,
    ALL_STOPPED,
    ASKED_BACK,
    /** The person is not known any more, so there is nothing left to stop. */
    GONE
  }

  private Preferences preferences;
  private PageLanguage language;
  private PageText text;
  private Moments moments;
  private LinkUrls urls;
  private HttpServletRequest request;
  private Link link;
  private RecipientId recipient;
  private Optional<Overview> overview;
  private Optional<Stopped> stopped = Optional.empty();
  private State state;
  private Problems problems;
  private FreshLinks freshLinks;
  private RhythmSheet rhythm;
  private RhythmForm form;
  private String reason = "";
  private String words = "";
  private String said = "";

  /** For the container. */
  protected UnsubscribePage() {}

  @Inject
  public UnsubscribePage(
      HttpServletRequest request,
      PageLanguage language,
      PageText text,
      Moments moments,
      LinkUrls urls,
      Clock clock,
      Problems problems,
      FreshLinks freshLinks,
      Preferences preferences) {
    this.request = request;
    this.language = language;
    this.text = text;
    this.moments = moments;
    this.urls = urls;
    this.problems = problems;
    this.freshLinks = freshLinks;
    this.preferences = preferences;
    this.link = PageRoute.link(request).orElseThrow();
    this.recipient = new RecipientId(link.subject());
    refresh();
    overview.ifPresent(o -> language.offer(o.sender().languages(), o.person().language()));
    rhythm = new RhythmSheet(text, moments, language.getCurrent(), clock.instant());
    form = RhythmForm.ofLess(rhythm, overview.map(Overview::person));
    show(
        overview.isEmpty()
            ? State.GONE
            : line().filter(Line::isStopped).isPresent() ? State.STOPPED_BEFORE : State.ASK);
  }

  private void refresh() {
    overview = preferences.open(recipient);
  }

  private void show(State next) {
    state = next;
    if (state == State.STOPPED || state == State.STOPPED_BEFORE || state == State.ALL_STOPPED) {
      stopped = preferences.stopped(recipient, topicId());
    }
  }

  /** The button: stops this topic. */
  public void stop() {
    if (state != State.GONE) {
      preferences.stop(recipient, topicId(), said());
      refresh();
      show(State.STOPPED);
    }
  }

  /** Stops everything that this sender may send by consent. */
  public void stopAll() {
    if (state != State.GONE) {
      preferences.stopAll(recipient, said());
      refresh();
      show(State.ALL_STOPPED);
    }
  }

  /** Takes it back, as far as this link can: by one mail that asks whether it was the person. */
  public void takeBack() {
    if (state != State.GONE) {
      preferences.choose(
          recipient,
          List.of(),
          List.of(topicId()),
          said(),
          language.getCurrent(),
          text.of("unsubscribe.back") + "\n" + text.of("unsubscribe.back.hint") + "\n" + getName());
      show(State.ASKED_BACK);
    }
  }

  /** At most so much of the other mail; more than before only by a link mailed for it. */
  public void fewer() {
    if (!RhythmSheet.AS_MUCH.equals(form.getMost())) {
      arrange(form.mostOf(Wish.NONE));
    }
  }

  /** A pause of the other mail. */
  public void pause() {
    if (form.isDateWrong()) {
      problems.add("until", text.of("preferences.pause.wrong"));
    } else {
      arrange(form.pauseOf(Wish.NONE));
    }
  }

  private void arrange(Wish wish) {
    if (overview.isPresent() && !wish.isNothing()) {
      Wish left = preferences.arrange(recipient, wish, said());
      said = String.join(" ", rhythm.done(wish.no(overview.get().person())));
      if (!left.isNothing()) {
        said =
            text.of(
                freshLinks.ask(recipient, language.getCurrent(), left)
                    ? "preferences.saved.asked"
                    : "preferences.link.enough");
      }
      refresh();
    }
  }

  /** Mails the link by which the person changes their address. */
  public void mailLink() {
    if (state != State.GONE) {
      said =
          text.of(
              freshLinks.ask(recipient, language.getCurrent(), Wish.NONE)
                  ? "preferences.link.mailed"
                  : "preferences.link.enough");
    }
  }

  /** Keeps why the person stopped. */
  public void tellWhy() {
    if (reason.isEmpty()) {
      problems.add("reason-TOO_MUCH", text.of("unsubscribe.why.none"));
    } else if (state != State.GONE) {
      preferences.tellWhy(recipient, topicId(), LeavingReason.valueOf(reason), words);
      said = text.of("unsubscribe.why.thanks");
      words = "";
    }
  }

  /** What the last of these buttons did; empty when none was pressed. */
  public String getSaid() {
    return said;
  }

  public List<RadioChoice> getReasons() {
    return Arrays.stream(LeavingReason.values())
        .map(one -> new RadioChoice(one.name(), text.of("unsubscribe.why." + one), false))
        .toList();
  }

  public RhythmForm getRhythm() {
    return form;
  }

  public String getReason() {
    return reason;
  }

  public void setReason(String reason) {
    this.reason = reason == null ? "" : reason;
  }

  public String getWords() {
    return words;
  }

  /** At most 500 characters, without those that nobody sees. */
  public void setWords(String typed) {
    String clean =
        typed == null
            ? ""
            : typed.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}&&[^\\n]]+", " ").strip();
    words =
        clean.codePointCount(0, clean.length()) <= 500
            ? clean
            : clean.substring(0, clean.offsetByCodePoints(0, 500));
  }

  private Provenance said() {
    return Provenance.byRecipient(Route.UNSUBSCRIBE_PAGE, link.mailing());
  }

  private TopicId topicId() {
    return new TopicId(link.topic());
  }

  private Optional<Line> line() {
    return overview.stream()
        .flatMap(o -> o.lines().stream())
        .filter(line -> line.topic().equals(topicId()))
        .findFirst();
  }

  public String getState() {
    return state.name();
  }

  /** The topic's name. */
  public String getName() {
    return line().map(this::name).orElse("");
  }

  /** What kind of mail it is, as a reference line says it. */
  public String getKind() {
    return line()
        .map(line -> Texts.of("Reasons", language.getCurrent()).get("kind." + line.kind()))
        .orElse("");
  }

  /** What still comes from this sender, in a row; empty when nothing does. */
  public String getGoesOn() {
    List<String> names =
        overview.stream()
            .flatMap(o -> o.lines().stream())
            .filter(line -> line.decision().isPermitted())
            .map(line -> name(line))
            .toList();
    return names.isEmpty() ? "" : text.list(names);
  }

  /** Whether any other mail of this sender could be stopped too. */
  public boolean isMoreToStop() {
    return overview.stream().flatMap(o -> o.choosable().stream()).anyMatch(line -> line.on());
  }

  private String name(Line line) {
    return line.text(language.getCurrent()).name();
  }

  public String getAddress() {
    return overview.map(o -> o.person().address().masked()).orElse("");
  }

  public String getStoppedAt() {
    return stopped.map(s -> moments.full(s.at(), language.getCurrent())).orElse("");
  }

  public String getStoppedTime() {
    return stopped.map(s -> moments.time(s.at(), language.getCurrent())).orElse("");
  }

  public String getReceipt() {
    return stopped.map(Stopped::receipt).orElse("");
  }

  public String getToken() {
    return PageRoute.tail(request).orElse("");
  }

  public String getPreferences() {
    return urls.preferences(recipient, Optional.empty());
  }

  public Letterhead getLetterhead() {
    String path = PageRoute.path(request);
    return overview
        .map(o -> Letterheads.of(o.sender(), language, path))
        .orElseGet(() -> Letterhead.ofPortal(language, path));
  }
}
