package nl.voorkeur.preference.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.permission.Provenance;
import nl.voorkeur.permission.Route;
import nl.voorkeur.platform.faces.Letterhead;
import nl.voorkeur.platform.faces.PageLanguage;
import nl.voorkeur.platform.faces.PageRoute;
import nl.voorkeur.platform.faces.PageText;
import nl.voorkeur.platform.faces.Problems;
import nl.voorkeur.platform.text.Moments;
import nl.voorkeur.platform.token.Link;
import nl.voorkeur.preference.AddressMoves;
import nl.voorkeur.preference.FreshLink;
import nl.voorkeur.preference.FreshLinks;
import nl.voorkeur.preference.MyData;
import nl.voorkeur.preference.MyData.Part;
import nl.voorkeur.preference.Overview;
import nl.voorkeur.preference.Preferences;
import nl.voorkeur.preference.Wish;
import nl.voorkeur.recipient.PersonalRecord;
import nl.voorkeur.recipient.Stretch;

/**
 * Everything that a controller holds about somebody, for that person alone: behind a fresh link,
 * and only while its pass is young (requirement 2.16, preference link power). What can be said no
 * to is here for longer.
 */
@Named
@RequestScoped
public class MyDataPage {

  /** What a page shows at a time of what happened, and of each other part; the files hold all. */
  private static final int EVENTS = 15;

  private static final int SHOWN = 10;
  private static final String TIMELINE = "permissions";
  private static final String PROFILE = "profile";

  private static final Set<String> YES = Set.of("CONSENT_GIVEN", "CONSENT_RENEWED", "SOFT_OPT_IN");
  private static final Set<String> NO =
      Set.of("WITHDRAWAL", "OBJECTION", "COMPLAINT", "PAUSE", "RESTRICTION");

  private PageLanguage language;
  private PageText text;
  private Moments moments;
  private Clock clock;
  private Problems problems;
  private Preferences preferences;
  private MyData myData;
  private AddressMoves moves;
  private FreshLinks freshLinks;
  private String pass;
  private String path;
  private String opened;
  private String from;
  private boolean proven;
  private RecipientId recipient;
  private Optional<Overview> overview;
  private List<Part> parts = List.of();
  private RecordWords words;
  private EmailAddress address;
  private boolean sure;
  private String said = "";
  private boolean erased;

  /** One event of the timeline; {@code stop} is the topic that it can be stopped by, or 0. */
  public record Event(
      String style,
      String at,
      String iso,
      String title,
      String how,
      String wording,
      long stop,
      String topic) {}

  /**
   * One part as the page shows it.
   *
   * @param older where what is older begins; empty when nothing is
   * @param opened whether the person asked for this stretch of it
   */
  public record Shown(
      String name, String title, List<RecordWords.Entry> entries, String older, boolean opened) {}

  /** For the container. */
  protected MyDataPage() {}

  @Inject
  public MyDataPage(
      HttpServletRequest request,
      PageLanguage language,
      PageText text,
      Moments moments,
      Clock clock,
      Problems problems,
      Preferences preferences,
      MyData myData,
      AddressMoves moves,
      FreshLinks freshLinks) {
    this.language = language;
    this.text = text;
    this.moments = moments;
    this.clock = clock;
    this.problems = problems;
    this.preferences = preferences;
    this.myData = myData;
    this.moves = moves;
    this.freshLinks = freshLinks;
    Link link = PageRoute.link(request).orElseThrow();
    pass = PageRoute.tail(request).orElse("");
    path = PageRoute.path(request);
    proven = freshLinks.isFresh(link);
    recipient = new RecipientId(link.subject());
    opened = Objects.requireNonNullElse(request.getParameter("part"), "");
    from = Objects.requireNonNullElse(request.getParameter("from"), "");
    refresh();
    overview.ifPresent(o -> language.offer(o.sender().languages(), o.person().language()));
    words = new RecordWords(text, moments, language.getCurrent());
    if (request.getAttribute(FreshLink.STOPPED) instanceof String stopped) {
      said = text.of("mydata.stopped", stopped);
    }
  }

  private void refresh() {
    overview = preferences.open(recipient);
    parts =
        overview
            .filter(any -> proven)
            .map(o -> myData.about(o.person().id(), this::stretchOf))
            .orElse(List.of());
  }

  private Stretch stretchOf(String part) {
    int most = part.equals(TIMELINE) ? EVENTS : SHOWN;
    if (part.equals(PROFILE)) {
      return Stretch.newest(Integer.MAX_VALUE - 1);
    }
    return part.equals(opened) ? Stretch.at(from, most) : Stretch.newest(most);
  }

  private Provenance provenance() {
    return Provenance.byRecipient(proven ? Route.FRESH_LINK : Route.PREFERENCES);
  }

  /** Asks at another address whether it is the person's. */
  public void move() {
    if (address == null) {
      problems.add("address", text.of("mydata.correct.address"));
    } else if (proven) {
      moves.ask(recipient, address, language.getCurrent());
      address = null;
      done("mydata.correct.done");
    }
  }

  public void object() {
    preferences.object(recipient, provenance());
    refresh();
    said = text.of("preferences.saved.objection", getLetterhead().sender());
  }

  public void restrict() {
    preferences.restrict(recipient, provenance());
    done("mydata.restrict.done");
  }

  public void lift() {
    if (proven) {
      preferences.lift(recipient, provenance());
      done("mydata.lift.done");
    }
  }

  /** Erases, once the person has ticked that they mean it. */
  public void erase() {
    if (!sure) {
      problems.add("sure", text.of("mydata.erase.not-sure"));
    } else if (proven) {
      myData.erase(recipient, provenance());
      erased = true;
      refresh();
    }
  }

  /** Mails a new link. */
  public void mailLink() {
    boolean mailed = freshLinks.ask(recipient, language.getCurrent(), Wish.NONE);
    said = text.of(mailed ? "preferences.link.mailed" : "preferences.link.enough");
  }

  private void done(String key) {
    refresh();
    said = text.of(key);
  }

  private Part part(String name) {
    return parts.stream()
        .filter(part -> part.name().equals(name))
        .findFirst()
        .orElse(new Part(name, List.of(), ""));
  }

  /** What is held of who they are, and where each fact came from. */
  public List<RecordWords.Held> getProfile() {
    return part(PROFILE).records().stream().map(words::held).toList();
  }

  /** What happened to what the person said yes and no to, newest first. */
  public List<Event> getTimeline() {
    List<Event> events = new ArrayList<>();
    Set<Long> offered = new java.util.HashSet<>();
    Part permissions = part(TIMELINE);
    permissions.records().forEach(record -> events.add(event(permissions, record, offered)));
    return events;
  }

  /** Where the older part of the timeline begins; empty when there is none. */
  public String getOlder() {
    return part(TIMELINE).older();
  }

  /** Whether the timeline shown is not its newest part. */
  public boolean isEarlier() {
    return isEarlier(TIMELINE);
  }

  private boolean isEarlier(String part) {
    return part.equals(opened) && Stretch.at(from, 1).from().isPresent();
  }

  private Event event(Part part, PersonalRecord record, Set<Long> offered) {
    Map<String, String> facts = record.facts();
    String kind = facts.getOrDefault("kind", "");
    String topic = facts.getOrDefault("topic", "");
    long stop = YES.contains(kind) ? topicThatIsOn(topic, offered) : 0;
    return new Event(
        YES.contains(kind) ? "on" : NO.contains(kind) ? "off" : "",
        record.at().map(at -> moments.full(at, language.getCurrent())).orElse(""),
        record.at().map(Object::toString).orElse(""),
        words.value(part.name(), "kind", kind) + (topic.isEmpty() ? "" : ": " + topic),
        words.value(part.name(), "route", facts.getOrDefault("route", "")),
        facts.getOrDefault("wording", ""),
        stop,
        topic);
  }

  /** The newest yes to a topic that is still on can be undone from here. */
  private long topicThatIsOn(String name, Set<Long> offered) {
    return overview.stream()
        .flatMap(o -> o.choosable().stream())
        .filter(
            line ->
                line.on() && line.texts().values().stream().anyMatch(w -> w.name().equals(name)))
        .map(line -> line.topic().value())
        .filter(offered::add)
        .findFirst()
        .orElse(0L);
  }

  /** Everything else, part by part. */
  public List<Shown> getOthers() {
    return parts.stream()
        .filter(part -> !part.name().equals(PROFILE) && !part.name().equals(TIMELINE))
        .map(this::shown)
        .toList();
  }

  /** Every part with all that it holds, for the file. */
  public List<Shown> getAll() {
    return overview.map(o -> myData.about(o.person().id())).orElse(List.of()).stream()
        .map(this::shown)
        .toList();
  }

  private Shown shown(Part part) {
    return new Shown(
        part.name(),
        text.of("held." + part.name()),
        part.records().stream().map(record -> words.entry(part, record)).toList(),
        part.older(),
        isEarlier(part.name()));
  }

  public boolean isProven() {
    return proven;
  }

  public boolean isGone() {
    return overview.isEmpty() || erased;
  }

  public boolean isRestricted() {
    return overview.filter(o -> o.person().restricted()).isPresent();
  }

  public boolean isObjected() {
    return overview.filter(o -> o.person().objected()).isPresent();
  }

  public String getSaid() {
    return said;
  }

  public String getMadeAt() {
    return moments.full(clock.instant(), language.getCurrent());
  }

  public String getPass() {
    return pass;
  }

  public String getMailbox() {
    return overview
        .map(o -> proven ? o.person().address().value() : o.person().address().masked())
        .orElse("");
  }

  public Letterhead getLetterhead() {
    return overview
        .map(o -> Letterheads.of(o.sender(), language, path))
        .orElseGet(() -> Letterhead.ofPortal(language, path));
  }

  public EmailAddress getAddress() {
    return address;
  }

  public void setAddress(EmailAddress address) {
    this.address = address;
  }

  public boolean isSure() {
    return sure;
  }

  public void setSure(boolean sure) {
    this.sure = sure;
  }
}
