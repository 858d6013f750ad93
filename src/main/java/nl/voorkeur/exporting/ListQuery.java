package nl.voorkeur.exporting;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import nl.voorkeur.kernel.TopicId;

/**
 * The one query behind a list and its preview: whom the rule knows for the topics, each with why
 * they are not on the list, or what stands on it about them. COPY takes no parameters, so values
 * are written into it; all of them are numbers, times, names of enums, slugs and figures of bytes,
 * which need no escape.
 *
 * @param slugs of the topics asked for
 * @param at the moment that the rule is asked about
 */
record ListQuery(ExportRequest request, Map<TopicId, String> slugs, Instant at) {

  /** Stands between the columns of a list of JSON, in which it can't occur. */
  static final char JSON_SEPARATOR = '\u001f';

  private boolean isJson() {
    return request.profile() == ExportProfile.JSON_LINES;
  }

  char separator() {
    return isJson() ? JSON_SEPARATOR : ',';
  }

  /** The headings of the file, after the one of the row's number. */
  List<String> headings() {
    List<String> headings = new ArrayList<>();
    headings.add(request.profile() == ExportProfile.SHA256 ? "sha256" : "address");
    if (request.profile().hasColumns()) {
      request.columns().forEach(column -> headings.add(column.heading()));
    }
    return headings;
  }

  /** Writes the people whose ids are between two numbers, in the order of their ids. */
  String copy(long from, long to) {
    String range = " WHERE q.recipient_id BETWEEN " + from + " AND " + to;
    String form =
        isJson()
            ? "DELIMITER E'\\x1f', QUOTE E'\\x01'"
            : request.profile().hasColumns() ? quoted() : "DELIMITER ','";
    return "COPY (SELECT d.recipient_id, "
        + cause()
        + " AS cause, "
        + (isJson() ? json() : columns())
        + source(range)
        + " AND r.id BETWEEN "
        + from
        + " AND "
        + to
        + " ORDER BY d.recipient_id) TO STDOUT (FORMAT csv, "
        + form
        + ")";
  }

  /** Names are quoted always, so that blanks at their ends are seen to belong to them. */
  private String quoted() {
    String names =
        request.columns().stream()
            .filter(c -> c == ExportColumn.FIRST_NAME || c == ExportColumn.LAST_NAME)
            .map(ExportColumn::heading)
            .collect(Collectors.joining(", "));
    return "DELIMITER ','" + (names.isEmpty() ? "" : ", FORCE_QUOTE (" + names + ")");
  }

  /** Counts by cause; no cause is on the list. */
  String count() {
    return "SELECT cause, count(*) AS people FROM (SELECT "
        + cause()
        + " AS cause"
        + source("")
        + ") counted GROUP BY cause";
  }

  private String cause() {
    ExportFilter filter = request.filter();
    StringBuilder text = new StringBuilder("CASE WHEN NOT d.permitted THEN d.reason::text");
    if (filter.isProfiling()) {
      text.append(" WHEN s.no_profiling THEN 'NO_PROFILING'");
    }
    List<String> wanted = new ArrayList<>();
    filter
        .language()
        .ifPresent(
            l -> wanted.add("coalesce(r.language, c.default_language) = '" + l.name() + "'"));
    filter.country().ifPresent(code -> wanted.add("(" + country() + ") = '" + code + "'"));
    filter.since().ifPresent(day -> wanted.add("d.since >= '" + day + "'"));
    filter.segments().forEach(segment -> wanted.add(answered(segment)));
    if (!wanted.isEmpty()) {
      text.append(" WHEN (")
          .append(String.join(" AND ", wanted))
          .append(") IS NOT TRUE THEN 'NOT_SELECTED'");
    }
    return text.append(" END").toString();
  }

  /** Answers are people's words, so they are written as the figures of their bytes. */
  private static String answered(Segment segment) {
    return segment.answers().stream()
        .map(answer -> HexFormat.of().formatHex(answer.getBytes(StandardCharsets.UTF_8)))
        .map(figures -> "convert_from('\\x" + figures + "', 'UTF8')")
        .collect(
            Collectors.joining(
                ", ",
                "EXISTS (SELECT FROM answer a WHERE a.recipient_id = r.id AND a.question_id = "
                    + segment.question()
                    + " AND a.answer IN (",
                "))"));
  }

  private static String country() {
    return "upper(substring(r.domain FROM '\\.([a-z]{2})$'))";
  }

  private String columns() {
    if (!request.profile().hasColumns()) {
      return "encode(r.sha256, 'hex') AS sha256";
    }
    StringBuilder text = new StringBuilder(safe("d.address")).append(" AS address");
    request
        .columns()
        .forEach(
            column ->
                text.append(", ").append(value(column)).append(" AS ").append(column.heading()));
    return text.toString();
  }

  private String json() {
    return request.columns().stream()
        .map(column -> ", '" + column.heading() + "', " + value(column))
        .collect(Collectors.joining("", "json_build_object('address', d.address", ")::text"));
  }

  private String safe(String text) {
    return request.profile() == ExportProfile.SPREADSHEET ? "spreadsheet_safe(" + text + ")" : text;
  }

  private String value(ExportColumn column) {
    return switch (column) {
      case FIRST_NAME -> safe("r.first_name");
      case LAST_NAME -> safe("r.last_name");
      case LANGUAGE -> "lower(coalesce(r.language, c.default_language)::text)";
      case COUNTRY -> country();
      case TOPICS -> isJson() ? "to_json(string_to_array(d.topics, ' '))" : "d.topics";
      case BASIS -> "d.basis";
      case SINCE -> "to_char(d.since AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')";
    };
  }

  private String source(String range) {
    return " FROM "
        + decisions(range)
        + " d JOIN recipient r ON r.id = d.recipient_id JOIN controller c ON c.id = r.controller_id"
        + (request.filter().isProfiling()
            ? " JOIN standing s ON s.recipient_id = d.recipient_id"
            : "")
        + " WHERE true";
  }

  /** One topic is asked as it is; of several, one that permits is enough. */
  private String decisions(String range) {
    List<String> each =
        request.topics().stream()
            .map(
                topic ->
                    "SELECT q.*, '"
                        + slugs.get(topic)
                        + "'::text AS topics FROM permission_decision("
                        + topic
                        + ", '"
                        + at
                        + "'::timestamptz) q"
                        + range)
            .toList();
    if (each.size() == 1) {
      return "(" + each.get(0) + ")";
    }
    return each.stream()
        .collect(
            Collectors.joining(
                " UNION ALL ",
                "(SELECT recipient_id, min(address) AS address, bool_or(permitted) AS permitted, min(reason) AS reason,"
                    + " string_agg(DISTINCT basis::text, ' ' ORDER BY basis::text) FILTER (WHERE permitted) AS basis,"
                    + " min(since) FILTER (WHERE permitted) AS since, string_agg(topics, ' ' ORDER BY topics) FILTER (WHERE permitted) AS topics FROM (",
                ") each GROUP BY recipient_id)"));
  }
}
