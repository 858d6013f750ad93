package nl.voorkeur.privacy.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.voorkeur.catalogue.Catalogue;
import nl.voorkeur.catalogue.Controller;
import nl.voorkeur.catalogue.Sender;
import nl.voorkeur.catalogue.StatementVersion;
import nl.voorkeur.catalogue.Statements;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.platform.faces.Letterhead;
import nl.voorkeur.platform.faces.PageLanguage;
import nl.voorkeur.platform.faces.PageRoute;
import nl.voorkeur.platform.faces.PageText;
import nl.voorkeur.platform.text.Marked;
import nl.voorkeur.platform.text.Moments;
import nl.voorkeur.privacy.Changes;
import nl.voorkeur.privacy.Changes.Change;

/**
 * The privacy statement of a controller as people read it: the one in force at {@code
 * /privacy/slug}, an earlier one at {@code /privacy/slug/version} (GDPR art. 12(1); requirement
 * S1).
 */
@Named
@RequestScoped
public class PrivacyPage {

  private static final Pattern TAIL = Pattern.compile("([^/]+)(?:/([1-9]\\d{0,8}))?");

  /** A version that can be read, with the days on which it was in force. */
  public record Row(int version, String path, String days, boolean shown) {}

  private Letterhead letterhead;
  private PageText text;
  private Moments moments;
  private Optional<Controller> controller = Optional.empty();
  private final TreeMap<Integer, Instant> published = new TreeMap<>();
  private int version;
  private Language language;
  private String marked = "";
  private Optional<String> before = Optional.empty();

  /** For the container. */
  protected PrivacyPage() {}

  @Inject
  public PrivacyPage(
      HttpServletRequest request,
      PageLanguage pageLanguage,
      PageText text,
      Moments moments,
      Catalogue catalogue,
      Statements statements) {
    this.text = text;
    this.moments = moments;
    String path = PageRoute.path(request);
    Matcher tail = TAIL.matcher(PageRoute.tail(request).orElse(""));
    if (tail.matches()) {
      controller =
          catalogue.controller(tail.group(1)).filter(found -> found.statementVersion().isPresent());
    }
    controller.ifPresent(
        found -> {
          for (StatementVersion one : statements.all(found.id())) {
            published.put(one.version(), one.publishedAt());
          }
          version =
              Optional.ofNullable(tail.group(2)).map(Integer::valueOf).orElse(published.lastKey());
          Map<Language, String> texts = statements.texts(found.id(), version);
          if (!texts.isEmpty()) {
            pageLanguage.offer(StatementLanguages.of(found, texts.keySet()), Optional.empty());
            language = pageLanguage.getCurrent();
            marked = texts.get(language);
            before =
                Optional.ofNullable(published.lowerKey(version))
                    .map(last -> statements.texts(found.id(), last).get(language));
          }
        });
    letterhead =
        controller
            .map(found -> Sender.letterhead(found, pageLanguage, path))
            .orElseGet(() -> Letterhead.ofPortal(pageLanguage, path));
  }

  /** Answers 404 where there is no statement, or no such version. */
  public void open() throws IOException {
    if (marked.isEmpty()) {
      FacesContext faces = FacesContext.getCurrentInstance();
      faces.getExternalContext().responseSendError(HttpServletResponse.SC_NOT_FOUND, "");
      faces.responseComplete();
    }
  }

  public Letterhead getLetterhead() {
    return letterhead;
  }

  public int getVersion() {
    return version;
  }

  /** Whether this is what holds now. */
  public boolean isCurrent() {
    return !published.isEmpty() && published.lastKey() == version;
  }

  /** The statement as HTML; it was written by us and went through the sanitiser. */
  public String getHtml() {
    return Marked.html(marked);
  }

  /** On which days it is or was in force. */
  public String getDays() {
    return marked.isEmpty() ? "" : days(version);
  }

  private String days(int one) {
    String from = moments.day(published.get(one), language);
    return Optional.ofNullable(published.higherEntry(one))
        .map(next -> text.of("privacy.days", from, moments.day(next.getValue(), language)))
        .orElseGet(() -> text.of("privacy.since", from));
  }

  /** What this version changed; nothing when it is the first in this language. */
  public List<Change> getChanges() {
    return before.map(old -> Changes.between(old, marked)).orElse(List.of());
  }

  /** Whether there was one before it in this language. */
  public boolean isLater() {
    return before.isPresent();
  }

  /** All versions, the newest first. */
  public List<Row> getVersions() {
    String base = controller.flatMap(Controller::statementPath).orElse("/");
    return published.descendingMap().keySet().stream()
        .map(
            one ->
                new Row(
                    one,
                    (one.equals(published.lastKey()) ? base : base + "/" + one)
                        + "?lang="
                        + letterhead.language().code(),
                    marked.isEmpty() ? "" : days(one),
                    one == version))
        .toList();
  }
}
