package nl.voorkeur.preference.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import nl.voorkeur.catalogue.Sender;
import nl.voorkeur.kernel.Denial;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.permission.Provenance;
import nl.voorkeur.permission.Route;
import nl.voorkeur.platform.faces.Choice;
import nl.voorkeur.platform.faces.Letterhead;
import nl.voorkeur.platform.faces.PageLanguage;
import nl.voorkeur.platform.faces.PageRoute;
import nl.voorkeur.platform.faces.PageText;
import nl.voorkeur.platform.faces.SwitchGroup;
import nl.voorkeur.platform.text.Moments;
import nl.voorkeur.platform.token.Link;
import nl.voorkeur.preference.Overview;
import nl.voorkeur.preference.Overview.Line;
import nl.voorkeur.preference.Preferences;

/**
 * What somebody gets from one controller, and the switches to change it. Off holds at once; on,
 * through this link, holds after a confirmation. Only the difference between what the page showed
 * and what was posted is done, so that two tabs and the back button do no harm.
 */
@Named
@RequestScoped
public class PreferencesPage {

  private static final String UNDO_OFF = "undo-off";
  private static final String UNDO_ON = "undo-on";
  private static final String UNDO_LANGUAGE = "undo-language";
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

  private HttpServletRequest request;
  private PageLanguage pageLanguage;
  private PageText text;
  private Moments moments;
  private Clock clock;
  private Preferences preferences;
  private Link link;
  private RecipientId recipient;
  private Optional<Overview> overview;
  private Optional<TopicSheet> sheet;
  private Choice choice;
  private Language language;
  private Undo undo;
  private final List<String> saved = new ArrayList<>();

  /** What puts back what was just done. */
  private record Undo(Set<Long> off, Set<Long> on, Language language) {}

  /** For the container. */
  protected PreferencesPage() {}

  @Inject
  public PreferencesPage(
      HttpServletRequest request,
      PageLanguage pageLanguage,
      PageText text,
      Moments moments,
      Clock clock,
      Preferences preferences) {
    this.request = request;
    this.pageLanguage = pageLanguage;
    this.text = text;
    this.moments = moments;
    this.clock = clock;
    this.preferences = preferences;
    this.link = PageRoute.link(request).orElseThrow();
    this.recipient = new RecipientId(link.subject());
    overview = known();
    // once: a page goes on in the language in which it began, also when another one is chosen on it
    overview.ifPresent(
        o -> pageLanguage.offer(o.controller().languages(), o.recipient().language()));
    show();
    undo = new Undo(Set.of(), Set.of(), language);
  }

  private Optional<Overview> known() {
    return preferences.open(recipient).filter(PreferencesPage::isKnown);
  }

  private void refresh() {
    overview = known();
    show();
  }

  private void show() {
    sheet = overview.map(o -> new TopicSheet(o, text, pageLanguage.getCurrent()));
    choice = sheet.map(TopicSheet::choice).orElse(Choice.shows(Set.of()));
    language =
        overview
            .map(o -> o.controller().languageFor(o.recipient().language()))
            .orElse(pageLanguage.getCurrent());
  }

  private static boolean isKnown(Overview overview) {
    return overview.lines().stream()
        .flatMap(line -> TopicSheet.reason(line).stream())
        .noneMatch(Denial.ERASED::equals);
  }

  /** The button that keeps the choices. */
  public void save() {
    apply(choice.turnedOff(), choice.turnedOn(), language);
  }

  /** Puts back what the last button changed, by the same rules. */
  public void undo() {
    apply(
        posted(UNDO_OFF),
        posted(UNDO_ON),
        Language.of(request.getParameter(UNDO_LANGUAGE)).orElse(language));
  }

  /** Stops everything that this sender may send by consent. */
  public void stopAll() {
    Set<Long> on = sheet.map(TopicSheet::on).map(TopicSheet::numbers).orElse(Set.of());
    preferences.stopAll(recipient, said());
    refresh();
    saved.add(text.of("preferences.saved.all", getSender()));
    undo = new Undo(Set.of(), on, language);
  }

  private void apply(Set<Long> off, Set<Long> on, Language wanted) {
    TopicSheet page = sheet.orElseThrow();
    Language held = undo.language();
    List<Line> stopping = page.toStop(off);
    List<Line> asking = page.toAsk(on);
    preferences.choose(
        recipient,
        TopicSheet.ids(stopping),
        TopicSheet.ids(asking),
        said(),
        pageLanguage.getCurrent(),
        page.wording(asking));
    boolean otherLanguage = wanted != held && getLanguages().contains(wanted);
    if (otherLanguage) {
      preferences.write(recipient, wanted);
    }
    tell(
        page.names(stopping),
        page.names(asking),
        otherLanguage ? Optional.of(wanted) : Optional.empty());
    refresh();
    undo = new Undo(TopicSheet.numbers(asking), TopicSheet.numbers(stopping), held);
  }

  private void tell(String stopped, String asked, Optional<Language> chosen) {
    if (!stopped.isEmpty()) {
      saved.add(text.of("preferences.saved.off", stopped));
    }
    if (!asked.isEmpty()) {
      saved.add(text.of("preferences.saved.on", asked));
    }
    chosen.ifPresent(
        one -> saved.add(text.of("preferences.saved.language", text.of("language." + one.code()))));
    if (saved.isEmpty()) {
      saved.add(text.of("preferences.saved.nothing"));
    }
  }

  private Provenance said() {
    return preferences.said(Route.PREFERENCES, link.mailing());
  }

  private Set<Long> posted(String name) {
    String value = request.getParameter(name);
    return value == null
        ? Set.of()
        : Pattern.compile(",")
            .splitAsStream(value)
            .filter(number -> NUMBER.matcher(number).matches())
            .map(Long::valueOf)
            .collect(Collectors.toSet());
  }

  public List<SwitchGroup> getGroups() {
    return sheet.map(TopicSheet::groups).orElse(List.of());
  }

  /** Why nothing is sent to this address at all, if so. */
  public String getBlocked() {
    return sheet.flatMap(TopicSheet::blocked).orElse("");
  }

  public boolean isGone() {
    return overview.isEmpty();
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
    return !undo.off().isEmpty()
        || !undo.on().isEmpty()
        || undo.language() != language
        || (saved.isEmpty() && request.getParameter(UNDO_ON) != null);
  }

  /** Whether putting back needs a mail first. */
  public boolean isUndoneByMail() {
    return !undo.on().isEmpty();
  }

  public String getUndoOff() {
    return joined(undo.off());
  }

  public String getUndoOn() {
    return joined(undo.on());
  }

  public String getUndoLanguage() {
    return undo.language().code();
  }

  private static String joined(Set<Long> ids) {
    return ids.stream().sorted().map(String::valueOf).collect(Collectors.joining(","));
  }

  public String getAddress() {
    return overview.map(o -> o.recipient().address().masked()).orElse("");
  }

  public String getSender() {
    return getLetterhead().sender();
  }

  public List<Language> getLanguages() {
    return pageLanguage.getOffered();
  }

  public Letterhead getLetterhead() {
    String path = PageRoute.path(request);
    return overview
        .map(o -> Sender.letterhead(o.controller(), pageLanguage, path))
        .orElseGet(() -> Letterhead.ofPortal(pageLanguage, path));
  }

  public Choice getChoice() {
    return choice;
  }

  public void setChoice(Choice choice) {
    this.choice = choice;
  }

  public Language getLanguage() {
    return language;
  }

  public void setLanguage(Language language) {
    this.language = language;
  }
}
