package nl.voorkeur.exporting.rest;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import nl.voorkeur.exporting.ExportColumn;
import nl.voorkeur.exporting.ExportFilter;
import nl.voorkeur.exporting.ExportProfile;
import nl.voorkeur.exporting.ExportRequest;
import nl.voorkeur.exporting.ListUse;
import nl.voorkeur.exporting.Segment;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.kernel.QuestionId;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.platform.rest.Problem;

/** What to export, for whom and to what end, as a program says it. */
public class WantedExport {

  private static final int MOST_QUESTIONS = 20;

  public List<Long> topics;
  public String use;
  public String purpose;
  public String receiver;
  public String profile;
  public List<String> columns;
  public Filter filter;
  public boolean gzip;

  /** Which of the permitted are wanted. */
  public static class Filter {
    public String language;
    public String country;
    public String since;
    public List<Answered> answers;
  }

  /** Who gave one of some answers to a question. */
  public static class Answered {
    public Long question;
    public List<String> any;
  }

  static ExportRequest request(WantedExport wanted) {
    List<TopicId> topics = topics(wanted);
    if (!isSaid(wanted.purpose) || wanted.receiver == null) {
      throw Problem.badRequest(
          "purpose-or-receiver-missing",
          "purpose says what for, in 1 to 200 characters; receiver is a key of the controller's receivers.");
    }
    if (!wanted.receiver.matches("[a-z]+(:[0-9]+)?")) {
      throw Problem.badRequest("receiver-unknown", "receiver is a key such as processor:12.");
    }
    return new ExportRequest(
        topics,
        wanted.use == null ? ListUse.MAIL : one(ListUse.class, "use", wanted.use),
        wanted.purpose,
        wanted.receiver,
        wanted.profile == null
            ? ExportProfile.MACHINE
            : one(ExportProfile.class, "profile", wanted.profile),
        columns(wanted),
        filter(wanted),
        wanted.gzip);
  }

  static List<TopicId> topics(WantedExport wanted) {
    if (wanted == null
        || wanted.topics == null
        || wanted.topics.isEmpty()
        || wanted.topics.size() > ExportRequest.MOST_TOPICS
        || wanted.topics.stream().anyMatch(id -> id == null || id <= 0)) {
      throw Problem.badRequest(
          "topics-missing",
          "topics is a list of 1 to " + ExportRequest.MOST_TOPICS + " topic ids.");
    }
    return wanted.topics.stream().map(TopicId::new).toList();
  }

  private static Set<ExportColumn> columns(WantedExport wanted) {
    return wanted.columns == null
        ? ExportColumn.usual()
        : wanted.columns.stream()
            .map(name -> one(ExportColumn.class, "columns", name))
            .collect(Collectors.toCollection(TreeSet::new));
  }

  static ExportFilter filter(WantedExport wanted) {
    if (wanted.filter == null) {
      return ExportFilter.NONE;
    }
    Optional<String> country =
        Optional.ofNullable(wanted.filter.country).map(code -> code.toUpperCase(Locale.ROOT));
    if (country.filter(code -> !code.matches("[A-Z]{2}")).isPresent()) {
      throw Problem.badRequest("country-invalid", "country is two letters, such as NL.");
    }
    return new ExportFilter(
        Optional.ofNullable(wanted.filter.language)
            .map(
                code ->
                    Language.of(code)
                        .orElseThrow(
                            () ->
                                Problem.badRequest(
                                    "language-unknown", "language is nl, en, de or fr."))),
        country,
        Optional.ofNullable(wanted.filter.since).map(WantedExport::day),
        segments(wanted.filter));
  }

  /** What is profiling, the controller's own register says. */
  private static List<Segment> segments(Filter filter) {
    List<Answered> answers = filter.answers == null ? List.of() : filter.answers;
    boolean sound =
        answers.size() <= MOST_QUESTIONS
            && answers.stream()
                .allMatch(
                    one ->
                        one != null
                            && one.question != null
                            && one.question > 0
                            && one.any != null
                            && !one.any.isEmpty()
                            && one.any.size() <= Segment.MOST_ANSWERS
                            && one.any.stream().allMatch(Objects::nonNull))
            && answers.stream().map(one -> one.question).distinct().count() == answers.size();
    if (!sound) {
      throw Problem.badRequest(
          "answers-invalid",
          "answers is a list of a question and any, 1 to "
              + Segment.MOST_ANSWERS
              + " answers to it; each question once.");
    }
    return answers.stream()
        .map(one -> new Segment(new QuestionId(one.question), one.any, false))
        .toList();
  }

  private static LocalDate day(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException notADay) {
      throw Problem.badRequest("since-invalid", "since is a day such as 2026-05-03.");
    }
  }

  static <E extends Enum<E>> E one(Class<E> type, String field, String name) {
    return Arrays.stream(type.getEnumConstants())
        .filter(one -> name != null && one.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () ->
                Problem.badRequest(
                    field + "-unknown",
                    field + " is of " + names(type).toLowerCase(Locale.ROOT) + "."));
  }

  private static String names(Class<? extends Enum<?>> type) {
    return Arrays.stream(type.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", "));
  }

  private static boolean isSaid(String text) {
    return text != null && !text.isBlank() && text.strip().length() <= 200;
  }
}
