package nl.voorkeur.privacy.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import nl.voorkeur.catalogue.Desk;
import nl.voorkeur.catalogue.StatementVersion;
import nl.voorkeur.catalogue.Statements;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.platform.faces.DeskText;
import nl.voorkeur.platform.faces.Onward;
import nl.voorkeur.platform.faces.PageLanguage;
import nl.voorkeur.platform.faces.Parameters;
import nl.voorkeur.platform.text.Marked;
import nl.voorkeur.privacy.Changes;
import nl.voorkeur.privacy.Changes.Change;
import nl.voorkeur.privacy.Draft;
import nl.voorkeur.privacy.Finding;
import nl.voorkeur.privacy.Finding.Gap;
import nl.voorkeur.privacy.Finding.State;
import nl.voorkeur.privacy.PrivacyStatement;
import nl.voorkeur.privacy.Question;
import nl.voorkeur.privacy.Section;

/**
 * The statement of the controller on the desk: what is missing, how it would read, what changes by
 * publishing it, and its versions.
 */
@Named
@RequestScoped
public class StatementPage {

  private static final String HOME = "/staff/privacy/statement";

  @Inject private PrivacyStatement privacy;
  @Inject private Statements statements;
  @Inject private Desk desk;
  @Inject private DeskText say;
  @Inject private PrivacyWords words;
  @Inject private Onward onward;
  @Inject private Parameters parameters;
  @Inject private PageLanguage language;

  private Draft draft;

  /** A clause and how it stands with it, in words. */
  public record Row(String id, String clause, State state, String todo, String path) {}

  /** A published version in words. */
  public record Version(int number, String since, String languages, String path) {}

  public Draft getDraft() {
    if (draft == null) {
      draft = privacy.draft(desk.id());
    }
    return draft;
  }

  /** What is missing first, then the rest, each in the order of the requirements. */
  public List<Row> getRows() {
    List<Row> rows = new ArrayList<>();
    for (State state : List.of(State.MISSING, State.SAID, State.NOT_APPLICABLE)) {
      getDraft().findings().stream()
          .filter(one -> one.state() == state)
          .map(this::row)
          .forEach(rows::add);
    }
    return rows;
  }

  private Row row(Finding one) {
    return new Row(
        one.clause().id(),
        words.of("clause." + one.clause().name()),
        one.state(),
        one.gap().map(words::todo).orElse(""),
        one.gap().map(this::path).orElse(""));
  }

  private String path(Gap gap) {
    return switch (gap.todo()) {
      case PUBLISH, PUBLISH_AGAIN -> "";
      case REGISTER, REGISTER_ANALYTICS, DUTY, POLICY, OWN_USE, ONWARD, AGREEMENT ->
          desk.url("/staff/privacy/processors");
      case SAFEGUARD ->
          gap.question().map(this::path).orElseGet(() -> desk.url("/staff/privacy/processors"));
      case ANSWER, TRANSLATE, CHOOSE, CONTRADICTION, PURPOSE -> path(gap.question().orElseThrow());
    };
  }

  private String path(Question question) {
    return desk.url("/staff/privacy/facts?part=" + question.section()) + "#" + question.name();
  }

  /** What has to be put right before anything is published, in words. */
  public List<String> getBlocking() {
    return getDraft().blocking().stream()
        .map(one -> one.clause().id() + ": " + words.todo(one.gap().orElseThrow()))
        .distinct()
        .toList();
  }

  public long getMissing() {
    return getDraft().count(State.MISSING);
  }

  public long getSaid() {
    return getDraft().count(State.SAID);
  }

  public long getNotApplicable() {
    return getDraft().count(State.NOT_APPLICABLE);
  }

  public Section[] getSections() {
    return Section.values();
  }

  public void publish() {
    onward.to(desk.url(HOME), words.of("published." + privacy.publish(desk.id()).name()));
  }

  /** The versions, the newest first. */
  public List<Version> getVersions() {
    Map<Integer, List<StatementVersion>> byNumber =
        statements.all(desk.id()).stream()
            .collect(
                Collectors.groupingBy(
                    StatementVersion::version, TreeMap::new, Collectors.toList()));
    return ((TreeMap<Integer, List<StatementVersion>>) byNumber)
        .descendingMap().values().stream()
            .map(
                all ->
                    new Version(
                        all.get(0).version(),
                        say.moment(all.get(0).publishedAt()),
                        all.stream()
                            .map(one -> one.language().ownName())
                            .collect(Collectors.joining(", ")),
                        "/privacy/" + desk.controller().slug() + "/" + all.get(0).version()))
            .toList();
  }

  /** Where people read it; empty before the first. */
  public String getAddress() {
    return desk.controller().statementPath().orElse("");
  }

  public int getCurrent() {
    return desk.controller().statementVersion().orElse(0);
  }

  // the preview

  public List<Language> getLanguages() {
    return desk.controller().languages();
  }

  /** The language shown: the one asked for, else that of the page, else the controller's. */
  public Language getShown() {
    Optional<Language> asked = parameters.text("in").flatMap(Language::of);
    return desk.controller()
        .languageFor(
            asked.filter(getLanguages()::contains).or(() -> Optional.of(language.getCurrent())));
  }

  /** The statement as it would read. */
  public String getHtml() {
    return Marked.html(getDraft().texts().get(getShown()));
  }

  /** What publishing would change in that language. */
  public List<Change> getChanges() {
    return desk.controller()
        .statementVersion()
        .map(version -> statements.texts(desk.id(), version).get(getShown()))
        .map(old -> Changes.between(old, getDraft().texts().get(getShown())))
        .orElse(List.of());
  }
}
