package nl.voorkeur.exporting;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads an uploaded list: one entry a line, or CSV with a column of addresses or hashes. The lines
 * before the first that has one are headings.
 */
final class ScrubReader {

  /** Longer than any line of use; what comes after it is cut. */
  private static final int LONGEST_LINE = 10_000;

  /** Which column holds the entries shows among so many lines. */
  private static final int LINES_TO_LOOK_AT = 20;

  private final BufferedReader lines;
  private char separator;
  private int column = -1;

  ScrubReader(BufferedReader lines) throws IOException {
    this.lines = lines;
    lines.mark(LONGEST_LINE * LINES_TO_LOOK_AT + LINES_TO_LOOK_AT);
    int headings = 0;
    for (int i = 0; i < LINES_TO_LOOK_AT && column < 0; i++) {
      String line = line();
      if (line == null) {
        break;
      }
      find(line);
      headings += column < 0 ? 1 : 0;
    }
    lines.reset();
    for (int i = 0; i < headings && column >= 0; i++) {
      line();
    }
  }

  private void find(String line) {
    for (char candidate : new char[] {'\n', ';', '\t', ','}) {
      List<String> fields = fields(line, candidate);
      for (int i = 0; i < fields.size(); i++) {
        if (ScrubEntry.of(fields.get(i)).isReadable()) {
          separator = candidate;
          column = i;
          return;
        }
      }
    }
  }

  /** The next lines that hold an entry; none at the end. */
  List<String> read(int most) throws IOException {
    List<String> entries = new ArrayList<>(most);
    for (String line = null; entries.size() < most && (line = line()) != null; ) {
      if (!line.isBlank()) {
        entries.add(line);
      }
    }
    return entries;
  }

  /** The entry of a line; may be asked on any thread. */
  ScrubEntry entry(String line) {
    ScrubEntry whole = ScrubEntry.of(line);
    if (column < 0 || separator == '\n' || whole.isReadable()) {
      return whole;
    }
    List<String> fields = fields(line, separator);
    return ScrubEntry.of(column < fields.size() ? fields.get(column) : line);
  }

  private String line() throws IOException {
    String line = lines.readLine();
    if (line == null) {
      return null;
    }
    String cut = line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) : line;
    return cut.startsWith("\ufeff") ? cut.substring(1) : cut;
  }

  /** The fields of a line of RFC 4180; a line break in a field ends it, as no address has one. */
  private static List<String> fields(String line, char separator) {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quoted && c == '"' && i + 1 < line.length() && line.charAt(i + 1) == '"') {
        field.append(c);
        i++;
      } else if (c == '"' && (quoted || field.isEmpty())) {
        quoted = !quoted;
      } else if (c == separator && !quoted) {
        fields.add(field.toString());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
    fields.add(field.toString());
    return fields;
  }
}
