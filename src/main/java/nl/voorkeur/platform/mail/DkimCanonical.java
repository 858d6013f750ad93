package nl.voorkeur.platform.mail;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A message in DKIM's relaxed form (RFC 6376 s. 3.4.2 and 3.4.4). Octets above 127 pass as they
 * are.
 */
final class DkimCanonical {

  private final List<String> fields;
  private final byte[] body;

  private DkimCanonical(List<String> fields, byte[] body) {
    this.fields = fields;
    this.body = body;
  }

  /**
   * @param message with CRLF line ends
   */
  static DkimCanonical of(byte[] message) {
    String text = new String(message, StandardCharsets.ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    if (end < 0) {
      throw new IllegalArgumentException("a message has an empty line after its header");
    }
    List<String> fields = new ArrayList<>();
    for (String line : text.substring(0, end).split("\r\n")) {
      if (line.startsWith(" ") || line.startsWith("\t")) {
        fields.set(fields.size() - 1, fields.get(fields.size() - 1) + line);
      } else {
        fields.add(line);
      }
    }
    return new DkimCanonical(fields, relaxedBody(message, end + 4));
  }

  /** The fields of that name in relaxed form, the last one first, as a verifier takes them. */
  List<String> fields(String name) {
    List<String> found = new ArrayList<>();
    for (String field : fields) {
      int colon = field.indexOf(':');
      if (field.substring(0, colon).strip().equalsIgnoreCase(name)) {
        found.add(0, relaxed(name, field.substring(colon + 1)));
      }
    }
    return found;
  }

  static String relaxed(String name, String value) {
    return name.toLowerCase(Locale.ROOT)
        + ":"
        + value.replace("\r\n", "").replaceAll("[ \t]+", " ").strip();
  }

  byte[] body() {
    return body;
  }

  /** Runs of white space become one space, none at a line's end; no empty lines at the end. */
  private static byte[] relaxedBody(byte[] message, int from) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(message.length - from + 2);
    int emptyLines = 0;
    int start = from;
    while (start < message.length) {
      int end = start;
      while (end < message.length && message[end] != '\r') {
        end++;
      }
      byte[] line = relaxedLine(message, start, end);
      if (line.length == 0) {
        emptyLines++;
      } else {
        for (; emptyLines > 0; emptyLines--) {
          newLine(out);
        }
        out.writeBytes(line);
        newLine(out);
      }
      start = end + 2;
    }
    return out.toByteArray();
  }

  private static byte[] relaxedLine(byte[] message, int start, int end) {
    ByteArrayOutputStream line = new ByteArrayOutputStream(end - start);
    boolean space = false;
    for (int i = start; i < end; i++) {
      byte octet = message[i];
      if (octet == ' ' || octet == '\t') {
        space = true;
      } else {
        if (space) {
          line.write(' ');
          space = false;
        }
        line.write(octet);
      }
    }
    return line.toByteArray();
  }

  private static void newLine(ByteArrayOutputStream out) {
    out.write('\r');
    out.write('\n');
  }
}
