package nl.voorkeur.platform.mail;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * A message in DKIM's relaxed form (RFC 6376 s. 3.4.2 and 3.4.4). Octets above 127 pass as they
 * are.
 */
final class DkimCanonical {

  private static final int USUAL_FIELDS = 32;

  private final byte[] relaxed;
  private int[] ends = new int[USUAL_FIELDS];
  private int fields;

  private DkimCanonical(byte[] relaxed) {
    this.relaxed = relaxed;
  }

  /**
   * @param header with CRLF line ends, up to and with the empty line
   */
  static DkimCanonical of(byte[] header) {
    int empty = header.length - 2;
    if (empty < 2 || !isLineEnd(header, empty) || !isLineEnd(header, empty - 2)) {
      throw new IllegalArgumentException("a header ends with an empty line");
    }
    DkimCanonical canonical = new DkimCanonical(new byte[header.length]);
    int length = 0;
    for (int start = 0; start < empty; ) {
      int end = start;
      while (!isLineEnd(header, end) || isBlank(header[end + 2])) {
        end++;
      }
      length = relax(header, start, end, canonical.relaxed, length);
      canonical.add(length);
      start = end + 2;
    }
    return canonical;
  }

  private void add(int end) {
    if (fields == ends.length) {
      ends = Arrays.copyOf(ends, 2 * fields);
    }
    ends[fields++] = end;
  }

  /**
   * Writes the fields of that name in relaxed form, each with its line end, the last one first, as
   * a verifier takes them.
   *
   * @param name in lower case and with its colon
   * @return how many there are
   */
  int write(byte[] name, ByteArrayOutputStream to) {
    int found = 0;
    for (int i = fields - 1; i >= 0; i--) {
      int start = i == 0 ? 0 : ends[i - 1];
      if (startsWith(name, start, ends[i])) {
        to.write(relaxed, start, ends[i] - start);
        found++;
      }
    }
    return found;
  }

  private boolean startsWith(byte[] name, int start, int end) {
    return end - start > name.length
        && relaxed[start] == name[0]
        && Arrays.equals(relaxed, start, start + name.length, name, 0, name.length);
  }

  /**
   * One field in relaxed form, without a line end.
   *
   * @param field as it leaves, without its line end
   */
  static byte[] relaxed(byte[] field) {
    byte[] line = new byte[field.length + 2];
    return Arrays.copyOf(line, relax(field, 0, field.length, line, 0) - 2);
  }

  /** From a field's first octet up to its line end; answers where its relaxed form ends. */
  private static int relax(byte[] from, int start, int end, byte[] to, int at) {
    int length = at;
    int colon = start;
    while (from[colon] != ':') {
      colon++;
    }
    for (int i = start; i < colon; i++) {
      if (!isBlank(from[i])) {
        to[length++] = lowerCase(from[i]);
      }
    }
    to[length++] = ':';
    int begin = length;
    boolean space = false;
    for (int i = colon + 1; i < end; i++) {
      byte octet = from[i];
      if (isBlank(octet)) {
        space = length > begin;
      } else if (octet != '\r' && octet != '\n') {
        if (space) {
          to[length++] = ' ';
          space = false;
        }
        to[length++] = octet;
      }
    }
    to[length++] = '\r';
    to[length++] = '\n';
    return length;
  }

  private static byte lowerCase(byte octet) {
    return octet >= 'A' && octet <= 'Z' ? (byte) (octet + 'a' - 'A') : octet;
  }

  private static boolean isLineEnd(byte[] text, int at) {
    return text[at] == '\r' && text[at + 1] == '\n';
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
      } else if (isBlank(octet)) {
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

  private static boolean isBlank(byte octet) {
    return octet == ' ' || octet == '\t';
  }
}
