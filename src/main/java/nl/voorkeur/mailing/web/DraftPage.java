package nl.voorkeur.mailing.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.voorkeur.catalogue.Catalogue;
import nl.voorkeur.catalogue.Desk;
import nl.voorkeur.catalogue.Topic;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.kernel.MailingId;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.mailing.BodyFormat;
import nl.voorkeur.mailing.Drafts;
import nl.voorkeur.mailing.LayoutVersion;
import nl.voorkeur.mailing.Layouts;
import nl.voorkeur.mailing.Mailing;
import nl.voorkeur.mailing.MailingText;
import nl.voorkeur.mailing.Outfit;
import nl.voorkeur.platform.faces.DeskText;
import nl.voorkeur.platform.faces.Onward;
import nl.voorkeur.platform.faces.PageLanguage;
import nl.voorkeur.platform.faces.Parameters;
import nl.voorkeur.platform.faces.Problems;

/** The first step of a mailing: what it says, in each of its languages. */
@Named
@RequestScoped
public class DraftPage {

  private static final int LONGEST_LINE = 250;
  private static final int LONGEST_BODY = 200_000;

  @Inject private Drafts drafts;
  @Inject private Layouts layouts;
  @Inject private OpenDraft open;
  @Inject private Catalogue catalogue;
  @Inject private Desk desk;
  @Inject private Parameters parameters;
  @Inject private Problems problems;
  @Inject private Onward onward;
  @Inject private DeskText say;
  @Inject private MailingWords words;
  @Inject private PageLanguage language;
  @Inject private Principal caller;

  private Map<Language, MailingText> texts;
  private Long topic;
  private Language writtenIn;
  private String subject;
  private String preheader;
  private String body;
  private BodyFormat format;
  private Long layout;
  private Boolean inside;

  /** One language of the mailing: where its text is written, and whether it has one. */
  public record Tab(Language language, String url, boolean current, boolean written) {}

  /** A version of a layout to choose. */
  public record Choice(long version, String label) {}

  /**
   * A new mailing, or a draft of this controller; a draft that waits for its start isn't changed.
   */
  public void open() {
    if (open.isAsked()) {
      open.require();
    }
  }

  public boolean isThere() {
    return open.find().isPresent();
  }

  private Optional<Mailing> mailing() {
    return open.find();
  }

  /** The topics that can be mailed about. */
  public List<Topic> getTopics() {
    return catalogue.topics(desk.id()).stream().filter(Topic::isOpen).toList();
  }

  public String name(Topic one) {
    return one.text(language.getCurrent()).name();
  }

  public List<Language> getLanguages() {
    return desk.controller().languages();
  }

  /** The language whose text is written now. */
  public Language getShown() {
    return mailing()
        .map(
            one ->
                parameters
                    .text("in")
                    .flatMap(Language::of)
                    .filter(getLanguages()::contains)
                    .orElse(one.text().language()))
        .orElseGet(this::getWrittenIn);
  }

  /** Whether that is the language of whoever reads none of the others. */
  public boolean isFallback() {
    return mailing().filter(one -> one.text().language() != getShown()).isEmpty();
  }

  /** Whether there is a text in a further language that can be dropped. */
  public boolean isDroppable() {
    return !isFallback() && texts().containsKey(getShown());
  }

  public List<Tab> getTabs() {
    return getLanguages().stream()
        .map(
            one ->
                new Tab(
                    one,
                    desk.url(open.address("draft") + "&in=" + one.code()),
                    one == getShown(),
                    texts().containsKey(one)))
        .toList();
  }

  private Map<Language, MailingText> texts() {
    if (texts == null) {
      texts = mailing().map(one -> drafts.texts(desk.id(), one.id())).orElse(Map.of());
    }
    return texts;
  }

  /** The controller's layouts; one that this draft is dressed in stays, though there is a newer. */
  public List<Choice> getLayouts() {
    List<Choice> choices = new ArrayList<>();
    long worn = mailing().flatMap(one -> one.outfit().layoutVersion()).orElse(0L);
    for (LayoutVersion one : layouts.newest(desk.id())) {
      if (one.id() != worn) {
        layouts.versions(desk.id(), one.layout()).stream()
            .filter(version -> version.id() == worn)
            .map(this::choice)
            .forEach(choices::add);
      }
      choices.add(choice(one));
    }
    return choices;
  }

  private Choice choice(LayoutVersion one) {
    return new Choice(one.id(), words.of("layout.version", one.name(), one.version()));
  }

  /** How merge fields are written. */
  public List<String> getFields() {
    return List.of("{{first_name|…}}", "{{last_name|…}}");
  }

  /** Keeps what was written. */
  public void save() {
    Optional<MailingText> text = isFallback() ? whole() : translated();
    if (text.isEmpty()) {
      return;
    }
    if (!isThere()) {
      MailingId id = drafts.begin(desk.id(), text.get(), outfit(), caller.getName());
      onward.to(desk.url("/staff/mailing/draft?mailing=" + id), words.of("draft.kept"));
      return;
    }
    MailingId id = mailing().orElseThrow().id();
    boolean kept =
        isFallback()
            ? drafts.revise(desk.id(), id, text.get(), outfit(), caller.getName())
            : drafts.translate(desk.id(), id, text.get(), caller.getName());
    onward.to(here(), words.of(kept ? "draft.kept" : "draft.gone"));
  }

  /** Drops the text in a further language. */
  public void drop() {
    boolean dropped =
        drafts.dropText(desk.id(), mailing().orElseThrow().id(), getShown(), caller.getName());
    onward.to(desk.url(open.address("draft")), words.of(dropped ? "text.dropped" : "draft.gone"));
  }

  /** Throws the whole draft away. */
  public void discard() {
    boolean gone = drafts.discard(desk.id(), mailing().orElseThrow().id());
    onward.to(
        desk.url("/staff/mailing/mailings"), words.of(gone ? "draft.discarded" : "draft.gone"));
  }

  private Optional<MailingText> whole() {
    Optional<Topic> about =
        getTopics().stream().filter(one -> topic != null && one.id().value() == topic).findFirst();
    if (about.isEmpty()) {
      problems.add("topic", words.of("topic.missing"));
    }
    return text(about.map(Topic::id), writtenIn, format == null ? BodyFormat.MARKDOWN : format);
  }

  private Optional<MailingText> translated() {
    MailingText fallback = mailing().orElseThrow().text();
    return text(Optional.of(fallback.topic()), getShown(), fallback.format());
  }

  private Optional<MailingText> text(Optional<TopicId> about, Language in, BodyFormat written) {
    String[] lines = {orEmpty(subject).strip(), orEmpty(preheader).strip()};
    if (lines[0].isEmpty()) {
      problems.add("subject", words.of("finding.SUBJECT_MISSING"));
    }
    for (int i = 0; i < lines.length; i++) {
      if (lines[i].length() > LONGEST_LINE) {
        problems.add(i == 0 ? "subject" : "preheader", say.of("text.long", LONGEST_LINE));
      }
    }
    if (orEmpty(body).length() > LONGEST_BODY) {
      problems.add("body", say.of("text.long", LONGEST_BODY));
    }
    return problems.isAny()
        ? Optional.empty()
        : Optional.of(
            new MailingText(about.orElseThrow(), in, lines[0], lines[1], orEmpty(body), written));
  }

  private Outfit outfit() {
    return new Outfit(
        Optional.ofNullable(layout).filter(number -> number > 0), Boolean.TRUE.equals(inside));
  }

  private String here() {
    return desk.url(open.address("draft") + (isFallback() ? "" : "&in=" + getShown().code()));
  }

  private static String orEmpty(String text) {
    return text == null ? "" : text;
  }

  private Optional<MailingText> kept() {
    return Optional.ofNullable(texts().get(getShown()));
  }

  public Long getTopic() {
    return topic == null ? mailing().map(one -> one.text().topic().value()).orElse(null) : topic;
  }

  public void setTopic(Long topic) {
    this.topic = topic;
  }

  public Language getWrittenIn() {
    return writtenIn == null
        ? mailing()
            .map(one -> one.text().language())
            .orElseGet(() -> desk.controller().defaultLanguage())
        : writtenIn;
  }

  public void setWrittenIn(Language writtenIn) {
    this.writtenIn = writtenIn;
  }

  public String getSubject() {
    return subject == null ? kept().map(MailingText::subject).orElse("") : subject;
  }

  public void setSubject(String subject) {
    this.subject = subject;
  }

  public String getPreheader() {
    return preheader == null ? kept().map(MailingText::preheader).orElse("") : preheader;
  }

  public void setPreheader(String preheader) {
    this.preheader = preheader;
  }

  public String getBody() {
    return body == null ? kept().map(MailingText::body).orElse("") : body;
  }

  public void setBody(String body) {
    this.body = body;
  }

  public BodyFormat getFormat() {
    return format == null
        ? mailing().map(one -> one.text().format()).orElse(BodyFormat.MARKDOWN)
        : format;
  }

  public void setFormat(BodyFormat format) {
    this.format = format;
  }

  public Long getLayout() {
    return layout == null
        ? mailing().flatMap(one -> one.outfit().layoutVersion()).orElse(0L)
        : layout;
  }

  public void setLayout(Long layout) {
    this.layout = layout;
  }

  public boolean isInside() {
    return inside == null
        ? mailing().map(one -> one.outfit().imagesInside()).orElse(false)
        : inside;
  }

  public void setInside(boolean inside) {
    this.inside = inside;
  }
}
