package nl.voorkeur.launcher;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
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

  /** A text in the object. Scanned, as a pattern's stack is too small for long stack traces. */
  private static String field(String json, String name) {
    String head = "\"" + name + "\":\"";
    int found = json.indexOf(head);
    if (found < 0) {
      return "";
    }
    int start = found + head.length();
    int end = start;
    while (end < json.length() && json.charAt(end) != '"') {
      end += json.charAt(end) == '\\' ? 2 : 1;
    }
    return Json.plain(json.substring(start, Math.min(end, json.length())));
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
