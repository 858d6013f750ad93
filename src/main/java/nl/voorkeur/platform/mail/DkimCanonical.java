package nl.voorkeur.platform.mail;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A message in DKIM's relaxed form (RFC 6376 s. 3.4.2 and 3.4.4). Octets above 127 pass as they
 * are.
 */
final class DkimCanonical {

  private final List<Field> fields;

  private DkimCanonical(List<Field> fields) {
    this.fields = fields;
  }

  private record Field(String name, String relaxed) {}

  /**
   * @param header with CRLF line ends, up to and with the empty line
   */
  static DkimCanonical of(byte[] header) {
    String text = new String(header, StandardCharsets.ISO_8859_1);
    if (!text.endsWith("\r\n\r\n")) {
      throw new IllegalArgumentException("a header ends with an empty line");
    }
    List<Field> fields = new ArrayList<>();
    int start = 0;
    while (start < text.length() - 2) {
      int end = text.indexOf("\r\n", start);
      while (isBlank(text.charAt(end + 2))) {
        end = text.indexOf("\r\n", end + 2);
      }
      String field = text.substring(start, end);
      int colon = field.indexOf(':');
      String name = field.substring(0, colon).strip().toLowerCase(Locale.ROOT);
      fields.add(new Field(name, relaxed(name, field.substring(colon + 1))));
      start = end + 2;
    }
    return new DkimCanonical(fields);
  }

  /**
   * The fields of that name in relaxed form, the last one first, as a verifier takes them.
   *
   * @param name in lower case
   */
  List<String> fields(String name) {
    List<String> found = new ArrayList<>(1);
    for (int i = fields.size() - 1; i >= 0; i--) {
      if (fields.get(i).name().equals(name)) {
        found.add(fields.get(i).relaxed());
      }
    }
    return found;
  }

  /**
   * @param name in lower case
   */
  static String relaxed(String name, String value) {
    StringBuilder line = new StringBuilder(name.length() + value.length() + 1);
    line.append(name).append(':');
    int begin = line.length();
    boolean space = false;
    for (int i = 0; i < value.length(); i++) {
      char octet = value.charAt(i);
      if (isBlank(octet)) {
        space = line.length() > begin;
      } else if (octet != '\r' && octet != '\n') {
        if (space) {
          line.append(' ');
          space = false;
        }
        line.append(octet);
      }
    }
    return line.toString();
  }

  /**
   * A body in relaxed form: runs of white space become one space, none at a line's end; no empty
   * lines at the end, and a line end after the last line.
   */
  static byte[] relaxedBody(byte[] body) {
    return isRelaxed(body) ? body : relaxing(body);
  }

  /** Ours are, as all parts are encoded; then nothing is copied. */
  private static boolean isRelaxed(byte[] body) {
    int last = body.length - 1;
    if (last < 2 || body[last] != '\n' || body[last - 1] != '\r' || body[last - 2] == '\n') {
      return false;
    }
    for (int i = 0; i < last; i++) {
      byte octet = body[i];
      if (octet == '\t' || octet == ' ' && (body[i + 1] == ' ' || body[i + 1] == '\r')) {
        return false;
      }
    }
    return true;
  }

  private static byte[] relaxing(byte[] body) {
    byte[] out = new byte[body.length + 2];
    int length = 0;
    int kept = 0;
    boolean space = false;
    for (int i = 0; i < body.length; i++) {
      byte octet = body[i];
      if (octet == '\r' && i + 1 < body.length && body[i + 1] == '\n') {
        out[length++] = '\r';
        out[length++] = '\n';
        space = false;
        i++;
      } else if (octet == ' ' || octet == '\t') {
        space = true;
      } else {
        if (space) {
          out[length++] = ' ';
          space = false;
        }
        out[length++] = octet;
        kept = length;
      }
    }
    if (kept == 0) {
      return new byte[0];
    }
    out[kept] = '\r';
    out[kept + 1] = '\n';
    return Arrays.copyOf(out, kept + 2);
  }

  private static boolean isBlank(char octet) {
    return octet == ' ' || octet == '\t';
  }
}
