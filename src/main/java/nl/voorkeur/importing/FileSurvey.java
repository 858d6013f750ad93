package nl.voorkeur.importing;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Looks at the beginning of a file and says what it most likely is. It suggests, never decides. */
final class FileSurvey {

  /** So much of a file is looked at. */
  static final int HEAD_BYTES = 1 << 17;

  private static final char[] DELIMITERS = {';', ',', '\t', '|'};
  private static final int ROWS = 50;
  private static final Pattern ENTRY =
      Pattern.compile("\\s*(?:[0-9a-fA-F]{32}|[0-9a-fA-F]{64}|[^@]*\\S@\\S[^@]*)\\s*");

  private FileSurvey() {}

  /**
   * Looks at a head of at most {@link #HEAD_BYTES}; a last line that is cut off is left out.
   *
   * @param charset what a person said, or what is certain
   */
  static FileLook look(
      byte[] head,
      boolean whole,
      Encoding encoding,
      Optional<FileCharset> charset,
      Optional<Character> delimiter) {
    FileCharset readAs = charset.or(encoding::certain).orElse(FileCharset.WINDOWS_1252);
    byte[] lines = whole ? head : wholeLines(head);
    char separator = delimiter.orElseGet(() -> likelyDelimiter(lines, readAs));
    List<List<String>> records = records(lines, readAs, separator);
    int columns = records.isEmpty() ? 1 : records.get(0).size();
    boolean header =
        !records.isEmpty() && records.get(0).stream().noneMatch(c -> ENTRY.matcher(c).matches());
    List<ImportField> fields = new ArrayList<>();
    for (int i = 0; i < columns; i++) {
      ImportField field =
          header
              ? ImportField.of(records.get(0).get(i)).orElse(ImportField.IGNORED)
              : ImportField.IGNORED;
      fields.add(fields.contains(field) ? ImportField.IGNORED : field);
    }
    List<String> headings = header ? records.get(0) : Collections.nCopies(columns, "");
    Optional<Dialect> dialect = Dialect.of(headings, records);
    if (columns == 1 && fields.get(0) == ImportField.IGNORED) {
      boolean roster = dialect.filter(Dialect.MAILMAN::equals).isPresent();
      fields.set(0, roster ? ImportField.ADDRESS : ImportField.ENTRY);
    }
    return new FileLook(
        encoding,
        dialect,
        kind(fields),
        new Layout(readAs, separator, header, DateOrder.DAY_FIRST, fields),
        headings,
        records.subList(header ? 1 : 0, records.size()));
  }

  private static Optional<ImportKind> kind(List<ImportField> fields) {
    Set<ImportField> found = EnumSet.copyOf(fields);
    if (found.contains(ImportField.UNSUBSCRIBED_AT)
        || found.contains(ImportField.UNSUBSCRIBE_REASON)
        || found.contains(ImportField.CLEANED_AT)) {
      return Optional.of(ImportKind.OPT_OUTS);
    }
    if (found.contains(ImportField.CONFIRMED_AT)
        || found.contains(ImportField.CONFIRMED)
        || found.contains(ImportField.STATUS)) {
      return Optional.of(ImportKind.CONSENTS);
    }
    if (found.contains(ImportField.SALE_DATE)) {
      return Optional.of(ImportKind.CUSTOMERS);
    }
    return found.contains(ImportField.ENTRY)
        ? Optional.of(ImportKind.SUPPRESSION)
        : Optional.empty();
  }

  /** The one that splits the first records into the same number of columns, and most of them. */
  private static char likelyDelimiter(byte[] lines, FileCharset charset) {
    char best = ',';
    int most = 1;
    for (char candidate : DELIMITERS) {
      List<List<String>> records = records(lines, charset, candidate);
      int columns = records.isEmpty() ? 1 : records.get(0).size();
      long alike = records.stream().filter(record -> record.size() == columns).count();
      if (columns > most && alike * 10 >= records.size() * 9L) {
        best = candidate;
        most = columns;
      }
    }
    return best;
  }

  private static List<List<String>> records(byte[] lines, FileCharset charset, char delimiter) {
    List<List<String>> records = new ArrayList<>();
    // a person may still be choosing the encoding: here, and only here, a wrong byte is shown as
    // such
    String text = new String(lines, charset.charset());
    try (var reader =
        FileText.records(
            new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
            FileCharset.UTF_8,
            delimiter)) {
      for (CsvRecord record : reader) {
        records.add(List.copyOf(record.getFields()));
        if (records.size() > ROWS) {
          break;
        }
      }
    } catch (IOException | RuntimeException endless) {
      return records;
    }
    return records;
  }

  private static byte[] wholeLines(byte[] head) {
    int end = head.length;
    while (end > 0 && head[end - 1] != '\n') {
      end--;
    }
    return end == 0 ? head : java.util.Arrays.copyOf(head, end);
  }
}
