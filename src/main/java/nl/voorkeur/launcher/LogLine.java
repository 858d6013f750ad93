package nl.voorkeur.launcher;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of the server's log.
 *
 * @param json what goes to the file: one JSON object
 * @param level of java.util.logging
 * @param message what happened, decoded
 * @param stackTrace decoded; empty when there is none
 */
record LogLine(String json, String level, String logger, String message, String stackTrace) {

  private static final Pattern CAUSE = Pattern.compile("^Caused by: (.*)$", Pattern.MULTILINE);
  private static final int LONGEST = 300;

  /** Reads what the server wrote; what isn't JSON, as of the Java machine itself, becomes it. */
  static LogLine of(String text, Instant now) {
    if (text.startsWith("{\"Timestamp\"")) {
      String stackTrace = field(text, "StackTrace");
      String message = field(text, "LogMessage");
      return new LogLine(
          text,
          field(text, "Level"),
          field(text, "LoggerName"),
          message.isEmpty() ? field(text, "Exception") : message,
          stackTrace);
    }
    String json =
        "{\"Timestamp\":"
            + Json.string(now.toString())
            + ",\"Level\":\"INFO\",\"LoggerName\":\"output\",\"LogMessage\":"
            + Json.string(text)
            + "}";
    return new LogLine(json, "INFO", "output", text, "");
  }

  private static String field(String json, String name) {
    Matcher field = Pattern.compile("\"" + name + "\":\"((?:[^\"\\\\]|\\\\.)*+)\"").matcher(json);
    return field.find() ? Json.plain(field.group(1)) : "";
  }

  boolean isFailure() {
    return level.equals("SEVERE");
  }

  boolean isWarning() {
    return isFailure() || level.equals("WARNING");
  }

  /** The innermost cause of its exception. */
  Optional<String> rootCause() {
    return CAUSE.matcher(stackTrace).results().map(cause -> cause.group(1)).reduce((a, b) -> b);
  }

  /** One short line for the console. */
  String summary() {
    String text =
        message.lines().filter(line -> !line.isBlank()).findFirst().or(this::rootCause).orElse("");
    String cut = text.length() > LONGEST ? text.substring(0, LONGEST) + " …" : text;
    return level.toLowerCase(Locale.ROOT) + " (" + logger + "): " + cut;
  }
}
