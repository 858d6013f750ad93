package nl.voorkeur.privacy.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import nl.voorkeur.catalogue.Desk;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.platform.faces.DeskText;
import nl.voorkeur.platform.faces.Onward;
import nl.voorkeur.platform.faces.PageLanguage;
import nl.voorkeur.platform.faces.Parameters;
import nl.voorkeur.platform.faces.Problems;
import nl.voorkeur.privacy.Answers;
import nl.voorkeur.privacy.Countries;
import nl.voorkeur.privacy.Facts;
import nl.voorkeur.privacy.Kept;
import nl.voorkeur.privacy.PrivacyFacts;
import nl.voorkeur.privacy.Question;
import nl.voorkeur.privacy.Section;

/** One part of the questionnaire that the statement is written from. */
@Named
@RequestScoped
public class FactsPage {

  static final Pattern WEB = Pattern.compile("https?://[^\\s<>\"/?#]+\\.[^\\s<>\"]+");
  static final int LONGEST_LINE = 300;
  static final int LONGEST_SENTENCE = 1000;

  @Inject private PrivacyFacts privacy;
  @Inject private Desk desk;
  @Inject private Parameters parameters;
  @Inject private Problems problems;
  @Inject private Onward onward;
  @Inject private DeskText say;
  @Inject private PrivacyWords words;
  @Inject private PageLanguage language;

  private Map<String, String> typed;
  private final Map<String, Boolean> ticked = new HashMap<>();
  private long version;

  /** A part that there is not leads nowhere. */
  public void open() {
    if (find().isEmpty()) {
      onward.toNowhere();
    }
  }

  private Optional<Section> find() {
    String name = parameters.text("part").orElse(Section.WHO.name());
    return Arrays.stream(Section.values()).filter(one -> one.name().equals(name)).findFirst();
  }

  public boolean isThere() {
    return find().isPresent();
  }

  public Section getSection() {
    return find().orElse(Section.WHO);
  }

  public Section[] getSections() {
    return Section.values();
  }

  public List<Question> getQuestions() {
    return Question.of(getSection());
  }

  public List<Language> getLanguages() {
    return desk.controller().languages();
  }

  public List<String> getCountries() {
    return Countries.byName(language.getCurrent());
  }

  public Kept.Unit[] getUnits() {
    return Kept.Unit.values();
  }

  /** What stands in the fields, by question, with the language or the part of a period after it. */
  public Map<String, String> getTyped() {
    read();
    return typed;
  }

  /** Which boxes are ticked, by question and option. */
  public Map<String, Boolean> getTicked() {
    read();
    return ticked;
  }

  private void read() {
    if (typed != null) {
      return;
    }
    typed = new HashMap<>();
    Facts facts = privacy.find(desk.id());
    version = facts.version();
    Answers answers = facts.answers();
    for (Question one : getQuestions()) {
      switch (one.kind()) {
        case MANY -> {
          List<String> chosen =
              List.of(answers.text(one).map(names -> names.split(",")).orElse(new String[0]));
          one.options()
              .forEach(
                  option -> ticked.put(one + "_" + option.name(), chosen.contains(option.name())));
        }
        case PERIOD ->
            answers
                .kept(one)
                .ifPresent(
                    kept -> {
                      typed.put(one + "_amount", kept.amount() == 0 ? "" : "" + kept.amount());
                      typed.put(one + "_unit", kept.unit().name());
                    });
        case WORDS ->
            getLanguages()
                .forEach(
                    each ->
                        answers
                            .words(one, each)
                            .ifPresent(text -> typed.put(one + "_" + each.code(), text)));
        default -> answers.text(one).ifPresent(text -> typed.put(one.name(), text));
      }
    }
  }

  public void save() {
    read();
    Map<Question, String> plain = new EnumMap<>(Question.class);
    Map<Question, Map<Language, String>> sentences = new EnumMap<>(Question.class);
    for (Question one : getQuestions()) {
      switch (one.kind()) {
        case MANY -> plain.put(one, chosen(one));
        case PERIOD -> period(one).ifPresent(kept -> plain.put(one, kept));
        case WORDS -> {
          Map<Language, String> all = sentences(one);
          if (!all.isEmpty()) {
            sentences.put(one, all);
          }
        }
        default -> line(one).ifPresent(text -> plain.put(one, text));
      }
    }
    if (problems.isAny()) {
      return;
    }
    Answers answers = new Answers(plain, sentences);
    boolean done = privacy.save(desk.id(), version, getSection(), answers);
    onward.to(
        desk.url("/staff/privacy/facts?part=" + getSection()),
        done ? words.of("facts.saved") : say.of("stale"));
  }

  private String chosen(Question one) {
    return one.options().stream()
        .map(Enum::name)
        .filter(name -> Boolean.TRUE.equals(ticked.get(one + "_" + name)))
        .collect(Collectors.joining(","));
  }

  private Optional<String> line(Question one) {
    Optional<String> text = Optional.ofNullable(typed.get(one.name())).map(String::strip);
    text = text.filter(any -> !any.isEmpty());
    text.ifPresent(
        any -> {
          check(one.name(), any, LONGEST_LINE);
          switch (one.kind()) {
            case ADDRESS -> {
              if (!WEB.matcher(any).matches()) {
                problems.add(one.name(), say.of("website.wrong"));
              }
            }
            case COUNTRY -> {
              if (!Countries.isKnown(any)) {
                problems.add(one.name(), words.of("choose"));
              }
            }
            case ONE -> {
              if (one.options().stream().noneMatch(option -> option.name().equals(any))) {
                problems.add(one.name(), words.of("choose"));
              }
            }
            default -> {}
          }
        });
    return text;
  }

  private Optional<String> period(Question one) {
    String unit = typed.get(one + "_unit");
    String amount = typed.get(one + "_amount");
    if ((unit == null || unit.isBlank()) && (amount == null || amount.isBlank())) {
      return Optional.empty();
    }
    boolean counted =
        Arrays.stream(Kept.Unit.values())
            .anyMatch(known -> known.name().equals(unit) && known.isCounted());
    String number = amount == null ? "" : amount.strip();
    Optional<Kept> kept = Kept.parse((counted ? number : "0") + " " + unit);
    if (kept.isEmpty()) {
      problems.add(one + "_amount", words.of("period.wrong"));
    }
    return kept.map(Kept::toString);
  }

  private Map<Language, String> sentences(Question one) {
    Map<Language, String> all = new EnumMap<>(Language.class);
    for (Language each : getLanguages()) {
      String field = one + "_" + each.code();
      String text = typed.get(field);
      if (text != null && !text.isBlank()) {
        String flat = text.strip().replaceAll("\\R", " ");
        check(field, flat, LONGEST_SENTENCE);
        all.put(each, flat);
      }
    }
    return all;
  }

  private void check(String field, String text, int longest) {
    if (text.length() > longest) {
      problems.add(field, say.of("text.long", longest));
    } else if (text.chars()
        .anyMatch(
            c -> Character.isISOControl(c) || Character.isSurrogate((char) c) && !paired(text))) {
      problems.add(field, say.of("text.control"));
    }
  }

  /** A lone half of a character can't be stored. */
  private static boolean paired(String text) {
    return text.codePoints()
        .noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }

  public long getVersion() {
    read();
    return version;
  }

  public void setVersion(long version) {
    read();
    this.version = version;
  }
}
