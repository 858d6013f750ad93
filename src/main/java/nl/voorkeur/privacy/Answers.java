package nl.voorkeur.privacy;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nl.voorkeur.kernel.Language;

/**
 * What a controller answered. An answer that is no longer one, such as an option that was dropped,
 * counts as none.
 *
 * @param plain answers that hold in every language, as they are stored
 * @param words sentences by language
 */
public record Answers(Map<Question, String> plain, Map<Question, Map<Language, String>> words) {

  /** Nothing answered yet. */
  public static final Answers NONE = new Answers(Map.of(), Map.of());

  public Answers {
    plain = Map.copyOf(plain);
    words = Map.copyOf(words);
  }

  /** These, with one answer put in or replaced. */
  public Answers with(Question question, String answer) {
    Map<Question, String> changed = new EnumMap<>(Question.class);
    changed.putAll(plain);
    changed.put(question, answer);
    return new Answers(changed, words);
  }

  /** These, with the sentences of one question replaced. */
  public Answers with(Question question, Map<Language, String> sentences) {
    Map<Question, Map<Language, String>> changed = new EnumMap<>(Question.class);
    changed.putAll(words);
    changed.put(question, Map.copyOf(sentences));
    return new Answers(plain, changed);
  }

  /** These, as if nobody had been asked that question. */
  public Answers without(Question question) {
    Map<Question, String> lines = new EnumMap<>(Question.class);
    lines.putAll(plain);
    lines.remove(question);
    Map<Question, Map<Language, String>> sentences = new EnumMap<>(Question.class);
    sentences.putAll(words);
    sentences.remove(question);
    return new Answers(lines, sentences);
  }

  /** A line, an address or a country. */
  public Optional<String> text(Question question) {
    return Optional.ofNullable(plain.get(question)).filter(text -> !text.isBlank());
  }

  /** The option chosen. */
  public <E extends Enum<E>> Optional<E> one(Question question, Class<E> options) {
    return text(question).flatMap(name -> option(name, options));
  }

  /** The options ticked; none when none was, or nobody was asked. */
  public <E extends Enum<E>> Set<E> many(Question question, Class<E> options) {
    Set<E> ticked = EnumSet.noneOf(options);
    text(question).stream()
        .flatMap(names -> Arrays.stream(names.split(",")))
        .forEach(name -> option(name, options).ifPresent(ticked::add));
    return ticked;
  }

  public Optional<Kept> kept(Question question) {
    return text(question).flatMap(Kept::parse);
  }

  public Optional<String> words(Question question, Language language) {
    return Optional.ofNullable(words.getOrDefault(question, Map.of()).get(language))
        .filter(text -> !text.isBlank());
  }

  /** Whether a question that has no sentences was answered; "none of these" is an answer. */
  public boolean isAnswered(Question question) {
    return switch (question.kind()) {
      case MANY -> plain.containsKey(question);
      case ONE ->
          text(question)
              .filter(name -> question.options().stream().anyMatch(one -> one.name().equals(name)))
              .isPresent();
      case PERIOD -> kept(question).isPresent();
      case WORDS -> !words.getOrDefault(question, Map.of()).isEmpty();
      case LINE, ADDRESS, COUNTRY -> text(question).isPresent();
    };
  }

  /** The languages in which a sentence is missing. */
  List<Language> untold(Question question, List<Language> languages) {
    return languages.stream().filter(one -> words(question, one).isEmpty()).toList();
  }

  private static <E extends Enum<E>> Optional<E> option(String name, Class<E> options) {
    return EnumSet.allOf(options).stream().filter(one -> one.name().equals(name)).findFirst();
  }
}
