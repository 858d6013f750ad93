package nl.voorkeur.catalogue.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import nl.voorkeur.catalogue.Desk;
import nl.voorkeur.catalogue.Question;
import nl.voorkeur.catalogue.Questions;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.kernel.QuestionId;
import nl.voorkeur.platform.faces.DeskText;
import nl.voorkeur.platform.faces.Onward;
import nl.voorkeur.platform.faces.PageLanguage;
import nl.voorkeur.platform.faces.Parameters;
import nl.voorkeur.platform.faces.Problems;

/** What a controller asks about people: the list, and one of them to add or change. */
@Named
@RequestScoped
public class QuestionsPage {

  private static final String LIST = "/staff/catalogue/questions";
  private static final int LONGEST_CHOICE = 200;

  @Inject private Questions questions;
  @Inject private Desk desk;
  @Inject private Parameters parameters;
  @Inject private Problems problems;
  @Inject private Onward onward;
  @Inject private PageLanguage language;
  @Inject private DeskText say;

  private List<Question> all;
  private Optional<Question> question;
  private Map<Language, Words> words;
  private boolean profiling;
  private long version;

  /** Label and choices in one language, as typed. */
  public static class Words {
    private String label;
    private String choices;

    public String getLabel() {
      return label;
    }

    public void setLabel(String label) {
      this.label = label;
    }

    public String getChoices() {
      return choices;
    }

    public void setChoices(String choices) {
      this.choices = choices;
    }

    private List<String> lines() {
      return choices == null
          ? List.of()
          : choices.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }
  }

  /** A question of another controller is as good as none (promise 7). */
  public void open() {
    if (parameters.text("id").isPresent() && find().isEmpty()) {
      onward.toNowhere();
    }
  }

  private Optional<Question> find() {
    if (question == null) {
      question =
          parameters
              .number("id")
              .flatMap(id -> getAll().stream().filter(one -> one.id().value() == id).findFirst());
      profiling = question.map(Question::profiling).orElse(false);
      version = question.map(Question::version).orElse(0L);
    }
    return question;
  }

  public List<Question> getAll() {
    if (all == null) {
      all = questions.all(desk.id());
    }
    return all;
  }

  public String label(Question one) {
    return one.text(language.getCurrent()).label();
  }

  public String choices(Question one) {
    return String.join(", ", one.text(language.getCurrent()).choices());
  }

  public boolean isThere() {
    return find().isPresent();
  }

  public Question getQuestion() {
    return find().orElseThrow();
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
                  typed.setLabel(text.label());
                  typed.setChoices(String.join("\n", text.choices()));
                });
        words.put(one, typed);
      }
    }
    return words;
  }

  public void save() {
    check();
    if (problems.isAny()) {
      return;
    }
    Map<Language, Question.Text> texts =
        getWords().entrySet().stream()
            .filter(one -> one.getValue().getLabel() != null)
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey,
                    one -> new Question.Text(one.getValue().getLabel(), one.getValue().lines())));
    if (isThere()) {
      boolean done = questions.change(desk.id(), getQuestion().id(), version, profiling, texts);
      onward.to(desk.url(LIST), done ? say.of("question.saved") : say.of("stale"));
    } else {
      boolean second = getAll().stream().anyMatch(one -> one.texts().equals(texts));
      if (!second) {
        questions.add(desk.id(), profiling, texts);
      }
      onward.to(desk.url(LIST), say.of("question.added"));
    }
  }

  private void check() {
    Language first = desk.controller().defaultLanguage();
    int count = getWords().get(first).lines().size();
    getWords()
        .forEach(
            (one, typed) -> {
              if (typed.getLabel() == null && (one == first || !typed.lines().isEmpty())) {
                problems.add("label_" + one.code(), say.of("question.label.missing"));
              }
              if (typed.getLabel() != null && typed.lines().size() != count) {
                problems.add("choices_" + one.code(), say.of("question.choices.differ", count));
              }
              if (typed.lines().stream().anyMatch(line -> line.length() > LONGEST_CHOICE)) {
                problems.add("choices_" + one.code(), say.of("question.choices.long"));
              }
              if (typed.lines().size() == 1
                  || typed.lines().stream().distinct().count() < typed.lines().size()) {
                problems.add("choices_" + one.code(), say.of("question.choices.few"));
              }
            });
  }

  public void close() {
    ask(false);
  }

  public void reopen() {
    ask(true);
  }

  private void ask(boolean asked) {
    questions.open(desk.id(), new QuestionId(getQuestion().id().value()), asked);
    onward.to(desk.url(LIST), say.of(asked ? "question.reopened" : "question.closed"));
  }

  public boolean isProfiling() {
    find();
    return profiling;
  }

  public void setProfiling(boolean profiling) {
    find();
    this.profiling = profiling;
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
