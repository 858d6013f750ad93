package nl.voorkeur.mailing;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * Text in a header field. What isn't plain ASCII becomes encoded-words (RFC 2047): none longer than
 * 75 characters, no line with one longer than 76, no character cut in two (requirement F3). No
 * input ever makes a second field (requirement F8).
 */
final class HeaderText {

  private static final Pattern BREAKERS = Pattern.compile("[\\p{Cntrl}\\u0085\\u2028\\u2029]+");
  private static final Pattern PLAIN = Pattern.compile("[\\x20-\\x7e]*");
  private static final int LINE = 76;

  /** A longer one is written in encoded-words, which fold (requirement F2). */
  private static final int LONGEST_PHRASE = 200;

  private static final String START = "=?UTF-8?B?";
  private static final String END = "?=";

  private HeaderText() {}

  /** The text without anything that could end a line. */
  static String oneLine(String text) {
    return mayBreak(text) ? BREAKERS.matcher(text).replaceAll(" ").strip() : text.strip();
  }

  /** An address, which may be in UTF-8 and never holds a control (RFC 6532 s. 3.2). */
  static String uncontrolled(String value) {
    if (mayBreak(value)) {
      throw new IllegalArgumentException("an address holds no controls");
    }
    return value;
  }

  private static boolean mayBreak(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (breaks(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  private static boolean breaks(int character) {
    return character < ' '
        || character == 0x7f
        || character == 0x85
        || character == 0x2028
        || character == 0x2029;
  }

  /** A value of our own making that needs no encoding. */
  static String checked(String value) {
    if (!PLAIN.matcher(value.replace("\r\n ", "")).matches()) {
      throw new IllegalArgumentException("a header field of ours is plain ASCII");
    }
    return value;
  }

  /** The value of an unstructured field, folded. */
  static String encode(String name, String text) {
    String line = oneLine(text);
    if (PLAIN.matcher(line).matches() && !line.contains("=?")) {
      return folded(line, name.length() + 2);
    }
    return encodedWords(line, name.length() + 2);
  }

  /**
   * A display phrase: an encoded word when it must be, else a quoted string (RFC 5322 s. 3.2.5).
   */
  static String phrase(String text, int column) {
    String line = oneLine(text);
    if (PLAIN.matcher(line).matches()
        && !line.contains("=?")
        && column + line.length() < LONGEST_PHRASE) {
      return '"' + line.replaceAll("([\\\\\"])", "\\\\$1") + '"';
    }
    return encodedWords(line, column);
  }

  private static String encodedWords(String line, int column) {
    StringBuilder value = new StringBuilder();
    StringBuilder word = new StringBuilder();
    int room = room(column);
    int used = 0;
    for (int i = 0; i < line.length(); ) {
      int character = line.codePointAt(i);
      String text = Character.toString(character);
      int octets = text.getBytes(StandardCharsets.UTF_8).length;
      if (used + octets > room) {
        value.append(START).append(base64(word)).append(END).append("\r\n ");
        word.setLength(0);
        used = 0;
        room = room(1);
      }
      word.append(text);
      used += octets;
      i += Character.charCount(character);
    }
    return value.append(START).append(base64(word)).append(END).toString();
  }

  /** The octets that fit into one encoded-word which begins at that column. */
  private static int room(int column) {
    int characters = Math.min(LINE - column, 75) - START.length() - END.length();
    return characters / 4 * 3;
  }

  private static String base64(StringBuilder word) {
    return Base64.getEncoder().encodeToString(word.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Breaks before a space where the line gets long; a single long word stays whole. */
  private static String folded(String line, int column) {
    StringBuilder value = new StringBuilder();
    int at = column;
    for (String word : line.split("(?= )")) {
      if (at + word.length() > LINE && at > column && word.strip().length() > 0) {
        value.append("\r\n");
        at = 0;
      }
      value.append(word);
      at += word.length();
    }
    return value.toString();
  }
}
