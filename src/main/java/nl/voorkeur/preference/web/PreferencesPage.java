package nl.voorkeur.preference.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import nl.voorkeur.kernel.Denial;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.kernel.TopicKind;
import nl.voorkeur.permission.Provenance;
import nl.voorkeur.permission.Route;
import nl.voorkeur.platform.faces.Choice;
import nl.voorkeur.platform.faces.Letterhead;
import nl.voorkeur.platform.faces.PageLanguage;
import nl.voorkeur.platform.faces.PageRoute;
import nl.voorkeur.platform.faces.PageText;
import nl.voorkeur.platform.faces.SwitchGroup;
import nl.voorkeur.platform.faces.SwitchGroup.Switch;
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

  private static final String UNDO_ON = "undo-on";

  private static final Set<Denial> BLOCKS =
      Set.of(
          Denial.SUPPRESSED_COMPLAINT,
          Denial.SUPPRESSED,
          Denial.SUPPRESSED_BOUNCE,
          Denial.RESTRICTED,
          Denial.UNDER_AGE);

  private HttpServletRequest request;
  private PageLanguage pageLanguage;
  private PageText text;
  private Moments moments;
  private Clock clock;
  private Preferences preferences;
  private Link link;
  private RecipientId recipient;
  private Optional<Overview> overview;
  private Choice choice;
  private Language language;
  private Language before;
  private Set<Long> back = Set.of();
  private Set<Long> forth = Set.of();
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
      Preferences preferences) {
    this.request = request;
    this.pageLanguage = pageLanguage;
    this.text = text;
    this.moments = moments;
    this.clock = clock;
    this.preferences = preferences;
    this.link = PageRoute.link(request).orElseThrow();
    this.recipient = new RecipientId(link.subject());
    refresh();
    overview.ifPresent(
        o -> pageLanguage.offer(o.controller().languages(), o.recipient().language()));
  }

  private void refresh() {
    overview =
        preferences
            .open(recipient)
            .filter(o -> o.lines().stream().noneMatch(line -> reason(line) == Denial.ERASED));
    choice =
        Choice.shows(
            overview.stream()
                .flatMap(o -> o.choosable().stream())
                .filter(line -> line.choice().on())
                .map(line -> line.topic().id().value())
                .collect(Collectors.toSet()));
    language = overview.map(o -> o.controller().languageFor(o.recipient().language())).orElse(null);
    before = language;
  }

  private static Denial reason(Line line) {
    return line.choice().decision().fold(yes -> null, no -> no.reason());
  }

  /** The button that keeps the choices. */
  public void save() {
    apply(choice.turnedOff(), choice.turnedOn(), language);
  }

  /** Puts back what the last save changed, by the same rules. */
  public void undo() {
    apply(
        posted("undo-off"),
        posted(UNDO_ON),
        Language.of(request.getParameter("undo-language")).orElse(language));
  }

  /** Stops everything that this sender may send by consent. */
  public void stopAll() {
    Set<Long> on = choice.shown();
    preferences.stopAll(recipient, said());
    refresh();
    saved.add(text.of("preferences.saved.all", getSender()));
    back = Set.of();
    forth = on;
  }

  private void apply(Set<Long> off, Set<Long> on, Language wanted) {
    Language held = before;
    List<Line> lines = overview.map(Overview::choosable).orElse(List.of());
    List<Line> stopping =
        lines.stream().filter(l -> off.contains(id(l)) && !l.isStopped()).toList();
    List<Line> starting =
        lines.stream().filter(l -> on.contains(id(l)) && !l.choice().on()).toList();
    preferences.choose(
        recipient,
        ids(stopping),
        ids(starting),
        said(),
        pageLanguage.getCurrent(),
        wording(starting));
    boolean otherLanguage =
        wanted != held
            && overview.stream().anyMatch(o -> o.controller().languages().contains(wanted));
    if (otherLanguage) {
      preferences.write(recipient, wanted);
    }
    refresh();
    tell(stopping, starting, otherLanguage);
    back = numbers(starting);
    forth = numbers(stopping);
    before = held;
  }

  private void tell(List<Line> stopping, List<Line> starting, boolean otherLanguage) {
    if (!stopping.isEmpty()) {
      saved.add(text.of("preferences.saved.off", names(stopping)));
    }
    if (!starting.isEmpty()) {
      saved.add(text.of("preferences.saved.on", names(starting)));
    }
    if (otherLanguage) {
      saved.add(text.of("preferences.saved.language", text.of("language." + language.code())));
    }
    if (saved.isEmpty()) {
      saved.add(text.of("preferences.saved.nothing"));
    }
  }

  private String wording(List<Line> starting) {
    return text.of("preferences.title")
        + "\n"
        + text.of("preferences.lede")
        + starting.stream()
            .map(l -> l.topic().text(pageLanguage.getCurrent()))
            .map(t -> "\n[ ] " + t.name() + ": " + t.description())
            .collect(Collectors.joining())
        + "\n["
        + text.of("preferences.save")
        + "]";
  }

  private Provenance said() {
    return preferences.said(Route.PREFERENCES, link.mailing());
  }

  private Set<Long> posted(String name) {
    String value = request.getParameter(name);
    List<Line> lines = overview.map(Overview::choosable).orElse(List.of());
    Set<String> given = value == null ? Set.of() : new HashSet<>(Arrays.asList(value.split(",")));
    return lines.stream()
        .map(PreferencesPage::id)
        .filter(id -> given.contains(id.toString()))
        .collect(Collectors.toSet());
  }

  private static Long id(Line line) {
    return line.topic().id().value();
  }

  private static List<TopicId> ids(List<Line> lines) {
    return lines.stream().map(line -> line.topic().id()).toList();
  }

  private static Set<Long> numbers(Collection<Line> lines) {
    return lines.stream().map(PreferencesPage::id).collect(Collectors.toSet());
  }

  private String names(List<Line> lines) {
    return text.list(lines.stream().map(this::name).toList());
  }

  private String name(Line line) {
    return line.topic().text(pageLanguage.getCurrent()).name();
  }

  /** The switches by kind of mail, then what always comes. */
  public List<SwitchGroup> getGroups() {
    Map<TopicKind, List<Switch>> kinds = new EnumMap<>(TopicKind.class);
    overview.ifPresent(
        o -> {
          o.choosable()
              .forEach(
                  l ->
                      kinds
                          .computeIfAbsent(l.topic().kind(), k -> new ArrayList<>())
                          .add(choosable(l)));
          o.given()
              .forEach(
                  l ->
                      kinds
                          .computeIfAbsent(TopicKind.SERVICE, k -> new ArrayList<>())
                          .add(given(l)));
        });
    return kinds.entrySet().stream()
        .map(e -> new SwitchGroup(text.of("preferences.kind." + e.getKey()), e.getValue()))
        .toList();
  }

  private Switch choosable(Line line) {
    Optional<String> note =
        line.choice().requested() ? Optional.of(text.of("preferences.waits")) : Optional.empty();
    return new Switch(id(line), name(line), description(line), note, Optional.empty());
  }

  private Switch given(Line line) {
    return new Switch(
        id(line),
        name(line),
        description(line),
        Optional.of(text.of("preferences.always.why")),
        Optional.of(text.of("preferences.always")));
  }

  private String description(Line line) {
    return line.topic().text(pageLanguage.getCurrent()).description();
  }

  /** Why nothing is sent to this address at all, if so. */
  public String getBlocked() {
    return overview.stream()
        .flatMap(o -> o.choosable().stream())
        .map(PreferencesPage::reason)
        .filter(reason -> reason != null && BLOCKS.contains(reason))
        .findFirst()
        .map(reason -> text.of("preferences.blocked." + reason))
        .orElse("");
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
    return !back.isEmpty()
        || !forth.isEmpty()
        || before != language
        || (saved.isEmpty() && request.getParameter(UNDO_ON) != null);
  }

  /** Whether putting back needs a mail first. */
  public boolean isUndoneByMail() {
    return !forth.isEmpty();
  }

  public String getUndoOff() {
    return joined(back);
  }

  public String getUndoOn() {
    return joined(forth);
  }

  public String getUndoLanguage() {
    return before == null ? "" : before.code();
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
