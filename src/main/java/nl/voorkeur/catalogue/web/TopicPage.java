package nl.voorkeur.catalogue.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.voorkeur.catalogue.Catalogue;
import nl.voorkeur.catalogue.Desk;
import nl.voorkeur.catalogue.Topic;
import nl.voorkeur.catalogue.TopicText;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.kernel.TopicKind;
import nl.voorkeur.platform.faces.DeskText;
import nl.voorkeur.platform.faces.Onward;
import nl.voorkeur.platform.faces.PageLanguage;
import nl.voorkeur.platform.faces.Parameters;
import nl.voorkeur.platform.faces.Problems;

/** One topic of the controller on the desk, or a new one. */
@Named
@RequestScoped
public class TopicPage {

  private static final String LIST = "/staff/catalogue/topics";

  @Inject private Catalogue catalogue;
  @Inject private Desk desk;
  @Inject private Parameters parameters;
  @Inject private Problems problems;
  @Inject private Onward onward;
  @Inject private PageLanguage language;
  @Inject private DeskText say;

  private Optional<Topic> topic;
  private String slug;
  private TopicKind kind = TopicKind.NEWSLETTER;
  private Map<Language, Words> words;
  private long version;

  /** Name and description in one language, as typed. */
  public static class Words {
    private String name;
    private String description;

    public String getName() {
      return name;
    }

    public void setName(String name) {
      this.name = name;
    }

    public String getDescription() {
      return description;
    }

    public void setDescription(String description) {
      this.description = description;
    }
  }

  /** A topic of another controller is as good as none (promise 7). */
  public void open() {
    if (parameters.text("id").isPresent() && find().isEmpty()) {
      onward.toNowhere();
    }
  }

  private Optional<Topic> find() {
    if (topic == null) {
      topic =
          parameters
              .number("id")
              .map(TopicId::new)
              .flatMap(catalogue::topic)
              .filter(one -> one.controller().equals(desk.id()));
      version = topic.map(Topic::version).orElse(0L);
    }
    return topic;
  }

  public boolean isThere() {
    return find().isPresent();
  }

  public Topic getTopic() {
    return find().orElseThrow();
  }

  public String getTitle() {
    return find()
        .map(one -> one.text(language.getCurrent()).name())
        .orElseGet(() -> say.of("topic.new"));
  }

  /** The languages to fill in: those that the controller writes in. */
  public List<Language> getLanguages() {
    return desk.controller().languages();
  }

  public Map<Language, Words> getWords() {
    if (words == null) {
      words = new EnumMap<>(Language.class);
      for (Language one : getLanguages()) {
        Words typed = new Words();
        find()
            .map(known -> known.texts().get(one))
            .ifPresent(
                text -> {
                  typed.setName(text.name());
                  typed.setDescription(text.description());
                });
        words.put(one, typed);
      }
    }
    return words;
  }

  public void save() {
    Map<Language, TopicText> texts = check();
    if (problems.isAny()) {
      return;
    }
    if (isThere()) {
      boolean done = catalogue.describe(desk.id(), getTopic().id(), version, texts);
      onward.to(address(), done ? say.of("topic.saved") : say.of("stale"));
    } else {
      add(texts);
    }
  }

  private void add(Map<Language, TopicText> texts) {
    Optional<Topic> same =
        catalogue.topics(desk.id()).stream().filter(one -> one.slug().equals(slug)).findFirst();
    if (same.isPresent() && !same.get().texts().equals(texts)) {
      problems.add("slug", say.of("slug.taken"));
      return;
    }
    if (same.isEmpty()) {
      catalogue.addTopic(desk.id(), slug, kind, texts);
    }
    onward.to(desk.url(LIST), say.of("topic.added"));
  }

  private Map<Language, TopicText> check() {
    Map<Language, TopicText> texts = new HashMap<>(find().map(Topic::texts).orElse(Map.of()));
    if (!isThere()) {
      ControllerForm.checkSlug(problems, say, slug);
    }
    Language first = desk.controller().defaultLanguage();
    getWords()
        .forEach(
            (one, typed) -> {
              boolean blank = typed.getName() == null && typed.getDescription() == null;
              if (blank && one != first) {
                texts.remove(one);
                return;
              }
              String suffix = "_" + one.code();
              ControllerForm.text(problems, say, "name" + suffix, typed.getName(), 80);
              ControllerForm.text(
                  problems, say, "description" + suffix, typed.getDescription(), 300);
              if (!problems.isAny()) {
                texts.put(one, new TopicText(typed.getName(), typed.getDescription()));
              }
            });
    return texts;
  }

  public void close() {
    catalogue.close(desk.id(), getTopic().id());
    onward.to(address(), say.of("topic.closed.done"));
  }

  public void reopen() {
    catalogue.reopen(desk.id(), getTopic().id());
    onward.to(address(), say.of("topic.reopened.done"));
  }

  public void publish() {
    catalogue.archive(desk.id(), getTopic().id(), true);
    onward.to(address(), say.of("topic.archive.done"));
  }

  public void hide() {
    catalogue.archive(desk.id(), getTopic().id(), false);
    onward.to(address(), say.of("topic.hide.done"));
  }

  /** Where anybody reads its mailings. */
  public String getArchive() {
    return "/archive/" + desk.controller().slug() + "/" + getTopic().slug();
  }

  private String address() {
    return desk.url("/staff/catalogue/topic?id=" + getTopic().id());
  }

  public TopicKind[] getKinds() {
    return TopicKind.values();
  }

  public String getSlug() {
    return slug;
  }

  public void setSlug(String slug) {
    this.slug = slug;
  }

  public TopicKind getKind() {
    return kind;
  }

  public void setKind(TopicKind kind) {
    this.kind = kind;
  }

  public long getVersion() {
    find();
    return version;
  }

  public void setVersion(long version) {
    find();
    this.version = version;
  }
}
