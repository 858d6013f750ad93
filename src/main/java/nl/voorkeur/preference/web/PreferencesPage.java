package nl.voorkeur.preference.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Provider;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.permission.Provenance;
import nl.voorkeur.permission.Route;
import nl.voorkeur.platform.faces.Field;
import nl.voorkeur.platform.faces.Letterhead;
import nl.voorkeur.platform.faces.PageLanguage;
import nl.voorkeur.platform.faces.PageRoute;
import nl.voorkeur.platform.faces.PageText;
import nl.voorkeur.platform.faces.Posted;
import nl.voorkeur.platform.faces.Problems;
import nl.voorkeur.platform.text.Moments;
import nl.voorkeur.platform.token.Link;
import nl.voorkeur.platform.token.LinkPurpose;
import nl.voorkeur.preference.FreshLink;
import nl.voorkeur.preference.FreshLinks;
import nl.voorkeur.preference.Overview;
import nl.voorkeur.preference.Overview.Line;
import nl.voorkeur.preference.Overview.Person;
import nl.voorkeur.preference.Preferences;
import nl.voorkeur.preference.Wish;
import nl.voorkeur.preference.web.Changes.Name;

/**
 * What somebody gets from one controller, and the switches to change it. A no holds at once. A yes
 * holds at once for who came by a fresh link a while ago; by the link of an ordinary mail, or with
 * a pass that got too old, it is asked about by mail. Only the difference between what the page
 * showed and what was posted is done, so that two tabs and the back button do no harm.
 */
@Named
@RequestScoped
public class PreferencesPage {

  private HttpServletRequest request;
  private PageLanguage pageLanguage;
  private PageText text;
  private Moments moments;
  private Clock clock;
  private Problems problems;
  private Preferences preferences;
  private Provider<FreshLinks> freshLinks;
  private Link link;
  private boolean proven;
  private RecipientId recipient;
  private Optional<Overview> overview;
  private Letterhead letterhead;
  private Optional<TopicSheet> sheet;
  private RhythmSheet rhythm;
  private Language language;
  private Optional<PreferenceForm> form;
  private Optional<AnswerSheet> answers;
  private Changes undo;
  private final List<String> saved = new ArrayList<>();

  /** For the container. */
  protected PreferencesPage() {}

  @Inject
  public PreferencesPage(
      HttpServletRequest request,
      PageLanguage pageLanguage,
      PageText text,
      Moments moments,
      Clock clock,
      Problems problems,
      Preferences preferences,
      Provider<FreshLinks> freshLinks) {
    this.request = request;
    this.pageLanguage = pageLanguage;
    this.text = text;
    this.moments = moments;
    this.clock = clock;
    this.problems = problems;
    this.preferences = preferences;
    this.freshLinks = freshLinks;
    this.link = PageRoute.link(request).orElseThrow();
    this.proven = isBehindPass() && freshLinks.get().isFresh(link);
    this.recipient = new RecipientId(link.subject());
    overview = known();
    // once: a page goes on in the language in which it began, also when another one is chosen on it
    overview.ifPresent(o -> pageLanguage.offer(o.sender().languages(), o.person().language()));
    rhythm = new RhythmSheet(text, moments, pageLanguage.getCurrent(), clock.instant());
    show();
    letterhead = letterhead();
    undo = Changes.none(language);
    if (request.getAttribute(FreshLink.KEPT) instanceof Wish kept) {
      saved.addAll(rhythm.done(kept));
    }
  }

  private Optional<Overview> known() {
    // who comes back by a fresh link is let in, to say so
    return preferences.open(recipient).filter(o -> proven || !o.person().erasedEarlier());
  }

  private void refresh() {
    overview = known();
    show();
  }

  private void show() {
    Language shown = pageLanguage.getCurrent();
    sheet = overview.map(o -> new TopicSheet(o, text, shown, proven));
    answers = overview.filter(any -> proven).map(o -> new AnswerSheet(o, shown));
    form =
        overview.map(
            o ->
                new PreferenceForm(
                    o, text, sheet.orElseThrow(), answers, rhythm, pageLanguage.getOffered()));
    language = overview.map(Overview::language).orElse(shown);
  }

  /** The button that keeps the choices. */
  public void save() {
    PreferenceForm choices = form.orElseThrow();
    choices.take(Posted.of(request));
    if (choices.isDateWrong()) {
      problems.add("until", text.of("preferences.pause.wrong"));
      return;
    }
    apply(choices.changes());
  }

  /** Puts back what the last button changed, by the same rules. */
  public void undo() {
    apply(Changes.posted(request, language, proven));
  }

  /** Stops everything that this sender may send by consent. */
  public void stopAll() {
    Set<Long> on = on();
    preferences.stopAll(recipient, said());
    refresh();
    saved.add(text.of("preferences.saved.all", getSender()));
    undo = Changes.on(on, language);
  }

  /** Objects to all direct marketing (GDPR art. 21(3)). */
  public void object() {
    Set<Long> on = on();
    preferences.object(recipient, said());
    refresh();
    saved.add(text.of("preferences.saved.objection", getSender()));
    undo = Changes.on(on, language);
  }

  /** Mails a link that opens what this one does not. */
  public void mailLink() {
    boolean mailed = freshLinks.get().ask(recipient, language, Wish.NONE);
    saved.add(text.of(mailed ? "preferences.link.mailed" : "preferences.link.enough"));
  }

  private Set<Long> on() {
    return sheet.map(TopicSheet::on).map(TopicSheet::numbers).orElse(Set.of());
  }

  private void apply(Changes changes) {
    TopicSheet page = sheet.orElseThrow();
    Person before = overview.orElseThrow().person();
    Language held = undo.language();
    List<Line> stopping = page.toStop(changes.off());
    List<Line> starting = page.toAsk(changes.on());
    Map<Long, String> answered =
        answers.map(one -> one.answersTo(changes.answers().keySet())).orElse(Map.of());
    Wish left = preferences.arrange(recipient, changes.wish(), said(), pageLanguage.getCurrent());
    preferences.choose(
        recipient,
        TopicSheet.ids(stopping),
        TopicSheet.ids(starting),
        said(),
        pageLanguage.getCurrent(),
        page.wording(starting));
    Language wanted = changes.language();
    boolean otherLanguage = wanted != held && pageLanguage.getOffered().contains(wanted);
    if (otherLanguage) {
      preferences.write(recipient, wanted);
    }
    changes.name().ifPresent(one -> preferences.name(recipient, one.first(), one.last()));
    if (!changes.answers().isEmpty()) {
      preferences.answer(recipient, changes.answersById());
    }
    tell(page.names(stopping), page.names(starting));
    Wish done = proven ? changes.wish() : changes.wish().no(before);
    saved.addAll(rhythm.done(done));
    if (otherLanguage) {
      saved.add(text.of("preferences.saved.language", text.of("language." + wanted.code())));
    }
    if (changes.name().isPresent()) {
      saved.add(text.of("preferences.saved.name"));
    }
    if (!changes.answers().isEmpty()) {
      saved.add(text.of("preferences.saved.answers"));
    }
    ask(left, wanted);
    if (saved.isEmpty()) {
      saved.add(text.of("preferences.saved.nothing"));
    }
    refresh();
    undo =
        new Changes(
            TopicSheet.numbers(starting),
            TopicSheet.numbers(stopping),
            held,
            done.back(before),
            changes.name().map(one -> new Name(before.firstName(), before.lastName())),
            answered);
  }

  private void ask(Wish left, Language wanted) {
    if (!left.isNothing()) {
      boolean mailed = freshLinks.get().ask(recipient, wanted, left);
      saved.add(text.of(mailed ? "preferences.saved.asked" : "preferences.link.enough"));
    }
  }

  private void tell(String stopped, String started) {
    if (!stopped.isEmpty()) {
      saved.add(text.of("preferences.saved.off", stopped));
    }
    if (!started.isEmpty()) {
      saved.add(text.of(proven ? "preferences.saved.on-now" : "preferences.saved.on", started));
    }
  }

  private Provenance said() {
    return Provenance.byRecipient(proven ? Route.FRESH_LINK : Route.PREFERENCES, link.mailing());
  }

  /** What can be chosen. */
  public List<Field> getFields() {
    return form.map(one -> one.fields(problems)).orElse(List.of());
  }

  /** Why nothing is sent to this address at all, if so. */
  public String getBlocked() {
    return sheet.flatMap(TopicSheet::blocked).orElse("");
  }

  public boolean isGone() {
    return overview.isEmpty();
  }

  /** Whether the person proved who they are, a while ago at most. */
  public boolean isProven() {
    return proven;
  }

  /** Whether they proved it too long ago. */
  public boolean isTooOld() {
    return isBehindPass() && !proven;
  }

  private boolean isBehindPass() {
    return link.purpose() == LinkPurpose.PASS;
  }

  /** The pass, for the forms of this page; empty for who came by the link of an ordinary mail. */
  public String getPass() {
    return PageRoute.pass(request).orElse("");
  }

  /** What the last button did, sentence by sentence; empty on GET. */
  public List<String> getSaved() {
    return List.copyOf(saved);
  }

  public String getSavedAt() {
    return moments.time(clock.instant(), pageLanguage.getCurrent());
  }

  /**
   * Whether there is something to put back, after a save; or whether the button that does so was
   * pressed, as a button works only where it is shown.
   */
  public boolean isUndoable() {
    return !undo.equals(Changes.none(language)) || saved.isEmpty() && Changes.isPosted(request);
  }

  /** Whether putting back needs a mail first. */
  public boolean isUndoneByMail() {
    return !proven
        && (!undo.on().isEmpty()
            || overview.filter(o -> !undo.wish().yes(o.person()).isNothing()).isPresent());
  }

  /** What puts back what was just done, as hidden fields. */
  public List<Field> getUndoFields() {
    return undo.fields();
  }

  /** Whole for who proved to be the person, else so that a forwarded mail gives nobody away. */
  public String getAddress() {
    return overview
        .map(o -> proven ? o.person().address().value() : o.person().address().masked())
        .orElse("");
  }

  public String getSender() {
    return getLetterhead().sender();
  }

  public Letterhead getLetterhead() {
    return letterhead;
  }

  private Letterhead letterhead() {
    String path = PageRoute.path(request);
    return overview
        .map(o -> Letterheads.of(o.sender(), pageLanguage, path))
        .orElseGet(() -> Letterhead.ofPortal(pageLanguage, path));
  }
}
