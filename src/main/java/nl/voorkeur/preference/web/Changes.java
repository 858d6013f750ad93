package nl.voorkeur.preference.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.kernel.QuestionId;
import nl.voorkeur.platform.faces.Field;
import nl.voorkeur.preference.Wish;

/**
 * What a person changes on the page at one time, or what puts that back. The latter travels in
 * hidden fields of the page, as nothing is kept of a page that is open.
 *
 * @param answers to questions of the controller; empty takes one back
 */
public record Changes(
    Set<Long> off,
    Set<Long> on,
    Language language,
    Wish wish,
    Optional<Name> name,
    Map<Long, String> answers) {

  private static final String OFF = "undo-off";
  private static final String ON = "undo-on";
  private static final String LANGUAGE = "undo-language";
  private static final String WISH = "undo-wish";
  private static final String FIRST = "undo-first";
  private static final String LAST = "undo-last";
  private static final String ANSWER = "undo-answer-";
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
  private static final int LONGEST = 100;

  /** How a person is called. */
  public record Name(String first, String last) {

    static Name of(String first, String last) {
      return new Name(tidy(first), tidy(last));
    }
  }

  public Changes {
    off = Set.copyOf(off);
    on = Set.copyOf(on);
    answers = Collections.unmodifiableMap(new TreeMap<>(answers));
  }

  /** Everything stays as it is. */
  static Changes none(Language language) {
    return new Changes(Set.of(), Set.of(), language, Wish.NONE, Optional.empty(), Map.of());
  }

  /** These topics again, and all else as it is. */
  static Changes on(Set<Long> topics, Language language) {
    return new Changes(Set.of(), topics, language, Wish.NONE, Optional.empty(), Map.of());
  }

  Map<QuestionId, String> answersById() {
    return answers.entrySet().stream()
        .collect(Collectors.toMap(one -> new QuestionId(one.getKey()), Map.Entry::getValue));
  }

  /** As the page carries them. */
  public List<Field> fields() {
    List<Field> fields = new ArrayList<>();
    fields.add(new Field.Hidden(OFF, joined(off)));
    fields.add(new Field.Hidden(ON, joined(on)));
    fields.add(new Field.Hidden(LANGUAGE, language.code()));
    fields.add(new Field.Hidden(WISH, wish.code()));
    name.ifPresent(
        one -> {
          fields.add(new Field.Hidden(FIRST, one.first()));
          fields.add(new Field.Hidden(LAST, one.last()));
        });
    answers.forEach((question, answer) -> fields.add(new Field.Hidden(ANSWER + question, answer)));
    return fields;
  }

  private static String joined(Set<Long> ids) {
    return ids.stream().sorted().map(String::valueOf).collect(Collectors.joining(","));
  }

  /** Whether a request carries such fields. */
  static boolean isPosted(HttpServletRequest request) {
    return request.getParameter(ON) != null;
  }

  /**
   * As a request carries them; what can't be read stays as it is.
   *
   * @param proven whether a name and answers count
   */
  static Changes posted(HttpServletRequest request, Language language, boolean proven) {
    String first = request.getParameter(FIRST);
    String last = request.getParameter(LAST);
    return new Changes(
        numbers(request.getParameter(OFF)),
        numbers(request.getParameter(ON)),
        Language.of(request.getParameter(LANGUAGE)).orElse(language),
        Optional.ofNullable(request.getParameter(WISH)).map(Wish::of).orElse(Wish.NONE),
        proven && first != null && last != null
            ? Optional.of(Name.of(first, last))
            : Optional.empty(),
        proven ? answers(request) : Map.of());
  }

  private static Map<Long, String> answers(HttpServletRequest request) {
    return Collections.list(request.getParameterNames()).stream()
        .filter(name -> name.startsWith(ANSWER))
        .filter(name -> isId(name.substring(ANSWER.length())))
        .collect(
            Collectors.toMap(
                name -> Long.valueOf(name.substring(ANSWER.length())),
                name -> tidy(request.getParameter(name))));
  }

  private static boolean isId(String text) {
    return NUMBER.matcher(text).matches() && Long.parseLong(text) > 0;
  }

  private static Set<Long> numbers(String joined) {
    return joined == null
        ? Set.of()
        : Pattern.compile(",")
            .splitAsStream(joined)
            .filter(number -> NUMBER.matcher(number).matches())
            .map(Long::valueOf)
            .collect(Collectors.toSet());
  }

  /** A text in one line, without what nobody sees. */
  static String tidy(String typed) {
    if (typed == null) {
      return "";
    }
    String clean = typed.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Zl}\\p{Zp}]+", " ").strip();
    return clean.codePointCount(0, clean.length()) <= LONGEST
        ? clean
        : clean.substring(0, clean.offsetByCodePoints(0, LONGEST));
  }
}
