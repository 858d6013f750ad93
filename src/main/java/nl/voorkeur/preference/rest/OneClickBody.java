package nl.voorkeur.preference.rest;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells whether the body of a request is the pair {@code List-Unsubscribe=One-Click}, in either of
 * the two forms of RFC 8058 s. 3.2, and nothing else (requirements U3, U9).
 */
final class OneClickBody {

  /** More than any such body takes. */
  static final int MOST_BYTES = 4096;

  private static final String NAME = "List-Unsubscribe";
  private static final String VALUE = "One-Click";
  private static final Pattern BOUNDARY =
      Pattern.compile(
          ";\\s*boundary\\s*=\\s*(?:\"([^\"]{1,70})\"|([^\\s;\"]{1,70}))",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern FIELD =
      Pattern.compile(
          "^content-disposition:\\s*form-data\\s*;\\s*name\\s*=\\s*(?:\"([^\"]*)\"|([^\\s;]+))\\s*;?\\s*$",
          Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

  private OneClickBody() {}

  /**
   * @param contentType the header as it came, or null
   */
  static boolean isOneClick(String contentType, byte[] body) {
    if (body.length > MOST_BYTES) {
      return false;
    }
    String text = new String(body, StandardCharsets.UTF_8);
    String type =
        contentType == null
            ? "application/x-www-form-urlencoded"
            : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return switch (type) {
      case "application/x-www-form-urlencoded" -> isPair(text.strip());
      case "multipart/form-data" -> isPart(contentType, text);
      default -> false;
    };
  }

  private static boolean isPair(String text) {
    String[] pair = text.split("=", -1);
    return pair.length == 2 && NAME.equals(decoded(pair[0])) && VALUE.equals(decoded(pair[1]));
  }

  /** Both texts are ASCII, so the hyphen is all that anyone may have escaped. */
  private static String decoded(String text) {
    return text.replaceAll("%2[dD]", "-");
  }

  private static boolean isPart(String contentType, String text) {
    Matcher named = BOUNDARY.matcher(contentType);
    if (!named.find()) {
      return false;
    }
    String boundary = named.group(1) == null ? named.group(2) : named.group(1);
    String[] parts =
        ("\n" + text.replace("\r\n", "\n")).split(Pattern.quote("\n--" + boundary), -1);
    // before the first boundary, the one part, and the end: "--"
    return parts.length == 3
        && parts[0].isBlank()
        && parts[2].strip().equals("--")
        && isField(parts[1]);
  }

  private static boolean isField(String part) {
    int gap = part.indexOf("\n\n");
    if (gap < 0) {
      return false;
    }
    Matcher field = FIELD.matcher(part.substring(0, gap + 1));
    String value = part.substring(gap + 2).strip();
    return field.find()
        && NAME.equals(field.group(1) == null ? field.group(2) : field.group(1))
        && VALUE.equals(value);
  }
}
