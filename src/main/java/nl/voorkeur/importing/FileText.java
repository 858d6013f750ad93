package nl.voorkeur.importing;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;

/**
 * A file as records (RFC 4180): a record may span lines and begins where its line number says;
 * empty lines are no records; bytes that the encoding doesn't have are an error, never a question
 * mark.
 */
final class FileText {

  /** More in one record than any honest row holds: a quote that is never closed. */
  static final int LONGEST_RECORD = 1 << 18;

  /**
   * More line breaks in one record than an address book has: a quote that closes somewhere below.
   */
  private static final int MOST_BREAKS = 50;

  private FileText() {}

  /** Whether a record swallowed others. */
  static boolean isRunaway(CsvRecord record) {
    long breaks = 0;
    for (String cell : record.getFields()) {
      if (cell.length() > MOST_BREAKS) {
        breaks += cell.chars().filter(c -> c == '\n').count();
      }
    }
    return breaks > MOST_BREAKS;
  }

  // text after a closing quote is taken as it stands, as a bad row must not stop the rest; there is
  // no other way to say so
  @SuppressWarnings("removal")
  static CsvReader<CsvRecord> records(InputStream file, FileCharset charset, char delimiter)
      throws IOException {
    return CsvReader.builder()
        .fieldSeparator(delimiter)
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .allowExtraCharsAfterClosingQuote(true)
        .skipEmptyLines(true)
        .maxBufferSize(LONGEST_RECORD)
        .ofCsvRecord(reader(file, charset));
  }

  private static Reader reader(InputStream file, FileCharset charset) throws IOException {
    PushbackInputStream in = new PushbackInputStream(file, 3);
    if (charset == FileCharset.UTF_8) {
      byte[] mark = in.readNBytes(3);
      boolean marked =
          mark.length == 3
              && mark[0] == (byte) 0xef
              && mark[1] == (byte) 0xbb
              && mark[2] == (byte) 0xbf;
      if (!marked) {
        in.unread(mark);
      }
    }
    return new InputStreamReader(
        in,
        charset
            .charset()
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT));
  }
}
