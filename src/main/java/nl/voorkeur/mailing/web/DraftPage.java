package nl.voorkeur.mailing.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.voorkeur.catalogue.Catalogue;
import nl.voorkeur.catalogue.Desk;
import nl.voorkeur.catalogue.Topic;
import nl.voorkeur.kernel.Denial;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.kernel.MailingId;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.mailing.Finding;
import nl.voorkeur.mailing.Mailing;
import nl.voorkeur.mailing.MailingState;
import nl.voorkeur.mailing.MailingText;
import nl.voorkeur.mailing.Mailings;
import nl.voorkeur.mailing.Preview;
import nl.voorkeur.mailing.StartOutcome;
import nl.voorkeur.permission.Tally;
import nl.voorkeur.platform.faces.DeskText;
import nl.voorkeur.platform.faces.Onward;
import nl.voorkeur.platform.faces.PageLanguage;
import nl.voorkeur.platform.faces.Parameters;
import nl.voorkeur.platform.faces.Problems;

/** A mailing while it is written: its text, how it looks, whom it would reach, and its start. */
@Named
@RequestScoped
public class DraftPage {

  private static final int LONGEST_LINE = 250;
  private static final int LONGEST_BODY = 200_000;

  @Inject private Mailings mailings;
  @Inject private Catalogue catalogue;
  @Inject private Desk desk;
  @Inject private Parameters parameters;
  @Inject private Problems problems;
  @Inject private Onward onward;
  @Inject private DeskText say;
  @Inject private MailingWords words;
  @Inject private PageLanguage language;
  @Inject private Principal caller;

  private Mailing mailing;
  private Preview preview;
  private Tally audience;
  private Long topic;
  private Language writtenIn;
  private String subject;
  private String preheader;
  private String body;

  /** One reason and how many people it stops. */
  public record Reason(String words, long people) {}

  /** A draft of another controller is as good as none (promise 7). */
  public void open() {
    if (parameters.text("mailing").isPresent()) {
      Optional<Mailing> found = find();
      if (found.isEmpty()) {
        onward.toNowhere();
      } else if (found.get().state() != MailingState.DRAFT) {
        onward.to(followed());
      }
    }
  }

  private Optional<Mailing> find() {
    if (mailing == null) {
      mailing =
          parameters
              .number("mailing")
              .map(MailingId::new)
              .flatMap(mailings::find)
              .filter(one -> one.controller().equals(desk.id()))
              .orElse(null);
    }
    return Optional.ofNullable(mailing);
  }

  public boolean isThere() {
    return find().isPresent();
  }

  public String getId() {
    return find().map(one -> one.id().toString()).orElse("");
  }

  public String getTitle() {
    return find()
        .map(one -> one.text().subject())
        .filter(text -> !text.isBlank())
        .orElseGet(() -> words.of("draft.new"));
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

  /** How merge fields are written. */
  public List<String> getFields() {
    return List.of("{{first_name|…}}", "{{last_name|…}}");
  }

  /** Keeps what was written and shows what it looks like. */
  public void save() {
    Optional<MailingText> text = text();
    if (text.isEmpty()) {
      return;
    }
    if (!isThere()) {
      MailingId id = mailings.draft(text.get(), caller.getName());
      onward.to(desk.url("/staff/mailing/draft?mailing=" + id), words.of("draft.kept"));
    } else if (mailings.revise(mailing.id(), text.get())) {
      onward.to(address(), words.of("draft.kept"));
    } else {
      onward.to(followed(), words.of("draft.gone"));
    }
  }

  private Optional<MailingText> text() {
    Optional<Topic> about =
        getTopics().stream().filter(one -> topic != null && one.id().value() == topic).findFirst();
    if (about.isEmpty()) {
      problems.add("topic", words.of("topic.missing"));
    }
    String[] lines = {orEmpty(subject).strip(), orEmpty(preheader).strip()};
    if (lines[0].isEmpty()) {
      problems.add("subject", words.of("finding.SUBJECT_MISSING"));
    }
    if (lines[0].length() > LONGEST_LINE) {
      problems.add("subject", say.of("text.long", LONGEST_LINE));
    }
    if (lines[1].length() > LONGEST_LINE) {
      problems.add("preheader", say.of("text.long", LONGEST_LINE));
    }
    if (orEmpty(body).length() > LONGEST_BODY) {
      problems.add("body", say.of("text.long", LONGEST_BODY));
    }
    if (problems.isAny()) {
      return Optional.empty();
    }
    return Optional.of(
        new MailingText(about.orElseThrow().id(), writtenIn, lines[0], lines[1], orEmpty(body)));
  }

  /** The mail as it would look. */
  public Preview getPreview() {
    if (preview == null) {
      preview = mailings.preview(find().orElseThrow().text());
    }
    return preview;
  }

  /** What is not right yet, in words. */
  public List<String> getFaults() {
    return getPreview().findings().stream().filter(Finding::stops).map(this::words).toList();
  }

  /** What one should know, in words. */
  public List<String> getRemarks() {
    return getPreview().findings().stream()
        .filter(finding -> !finding.stops())
        .map(this::words)
        .toList();
  }

  private String words(Finding finding) {
    return finding.kind() == Finding.Kind.TOPIC_BLOCKED
        ? say.reason("denied." + finding.detail())
        : words.of("finding." + finding.kind(), finding.detail());
  }

  /** Whom it would reach now. */
  public Tally getAudience() {
    if (audience == null) {
      audience = mailings.audience(find().orElseThrow().text().topic());
    }
    return audience;
  }

  public List<Reason> getReasons() {
    return getAudience().denied().entrySet().stream()
        .map(entry -> new Reason(reason(entry), entry.getValue()))
        .toList();
  }

  private String reason(Map.Entry<Denial, Long> entry) {
    return say.reason("denied." + entry.getKey());
  }

  public boolean isReady() {
    return getFaults().isEmpty() && getAudience().permitted() > 0;
  }

  /** Begins to send. */
  public void start() {
    StartOutcome outcome = mailings.start(find().orElseThrow().id());
    onward.to(
        outcome.fold(started -> followed(), refused -> address(), this::followed),
        outcome.fold(
            started -> words.of("started", started.audience()),
            refused -> words.of("refused"),
            () -> words.of("draft.gone")));
  }

  private String address() {
    return desk.url("/staff/mailing/draft?mailing=" + getId());
  }

  private String followed() {
    return desk.url("/staff/mailing/mailing?mailing=" + getId());
  }

  private static String orEmpty(String text) {
    return text == null ? "" : text;
  }

  private Optional<MailingText> kept() {
    return find().map(Mailing::text);
  }

  public Long getTopic() {
    return topic == null ? kept().map(MailingText::topic).map(TopicId::value).orElse(null) : topic;
  }

  public void setTopic(Long topic) {
    this.topic = topic;
  }

  public Language getWrittenIn() {
    return writtenIn == null
        ? kept().map(MailingText::language).orElseGet(() -> desk.controller().defaultLanguage())
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
}
