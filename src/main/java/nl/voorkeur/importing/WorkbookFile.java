package nl.voorkeur.importing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.dhatim.fastexcel.reader.SheetVisibility;

/**
 * An XLSX workbook as CSV in UTF-8, row by row: the first visible sheet that holds something. Each
 * row of the sheet becomes the line of the same number, so that a report names the row that a
 * person sees. Dates become ISO 8601, formulas what they came to last; nothing is computed.
 */
final class WorkbookFile {

  /** More text than this in one list is not kept in memory. */
  private static final long MOST_TEXT = 192L << 20;

  private static final String TEXTS = "xl/sharedStrings.xml";
  private static final Pattern NOT_FORMAT =
      Pattern.compile("\"[^\"]*\"|\\\\.|\\[(?!h|m|s)[^\\]]*\\]");
  private static final Pattern LINE_BREAKS = Pattern.compile("[\\r\\n\\x00]+");

  private WorkbookFile() {}

  /** A sheet that was read, and how many others there are. */
  record Found(String sheet, int others) {}

  /** Why there is nothing to read. */
  static final class Unusable extends Exception {
    private static final long serialVersionUID = 1L;

    private final UploadFault fault;

    Unusable(UploadFault fault) {
      super(fault.name());
      this.fault = fault;
    }

    UploadFault fault() {
      return fault;
    }
  }

  static Found write(Path file, OutputStream csv, long mostBytes) throws IOException, Unusable {
    checkSize(file);
    try (ReadableWorkbook workbook =
            new ReadableWorkbook(file.toFile(), new ReadingOptions(true, false));
        Writer out = new OutputStreamWriter(new Limited(csv, mostBytes), StandardCharsets.UTF_8)) {
      List<Sheet> sheets =
          workbook.getSheets().filter(s -> s.getVisibility() == SheetVisibility.VISIBLE).toList();
      for (Sheet sheet : sheets) {
        if (write(sheet, out) > 0) {
          return new Found(shortened(sheet.getName()), sheets.size() - 1);
        }
      }
      throw new Unusable(UploadFault.EMPTY);
    } catch (Limited.Full full) {
      throw new Unusable(UploadFault.WORKBOOK_TOO_LARGE);
    } catch (ExcelReaderException | UncheckedIOException | ZipException damaged) {
      throw new Unusable(UploadFault.NOT_A_WORKBOOK);
    }
  }

  private static void checkSize(Path file) throws IOException, Unusable {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      if (zip.getEntry("xl/workbook.xml") == null) {
        throw new Unusable(UploadFault.NOT_A_WORKBOOK);
      }
      ZipEntry texts = zip.getEntry(TEXTS);
      if (texts != null) {
        try (InputStream in = zip.getInputStream(texts)) {
          if (in.skip(MOST_TEXT) == MOST_TEXT && in.read() >= 0) {
            throw new Unusable(UploadFault.WORKBOOK_TOO_LARGE);
          }
        }
      }
    } catch (ZipException damaged) {
      throw new Unusable(UploadFault.NOT_A_WORKBOOK);
    }
  }

  private static int write(Sheet sheet, Writer out) throws IOException {
    int written = 0;
    int line = 1;
    int width = 0;
    try (Stream<Row> rows = sheet.openStream()) {
      for (Iterator<Row> each = rows.iterator(); each.hasNext(); ) {
        Row row = each.next();
        int cells = lastFilled(row) + 1;
        if (cells == 0) {
          continue;
        }
        if (width == 0) {
          width = cells;
        }
        for (; line < row.getRowNum(); line++) {
          out.write('\n');
        }
        for (int i = 0; i < Math.max(width, cells); i++) {
          out.write(i == 0 ? "\"" : ",\"");
          out.write(text(row.getOptionalCell(i)).replace("\"", "\"\""));
          out.write('"');
        }
        out.write('\n');
        line++;
        written++;
      }
    }
    out.flush();
    return written;
  }

  private static int lastFilled(Row row) {
    for (int i = row.getCellCount() - 1; i >= 0; i--) {
      if (!text(row.getOptionalCell(i)).isBlank()) {
        return i;
      }
    }
    return -1;
  }

  private static String text(Optional<Cell> cell) {
    if (cell.isEmpty() || cell.get().getType() == CellType.ERROR) {
      return "";
    }
    Object value = cell.get().getValue();
    if (value instanceof BigDecimal number) {
      return isDate(cell.get()) ? date(cell.get()) : number.stripTrailingZeros().toPlainString();
    }
    return value == null ? "" : LINE_BREAKS.matcher(value.toString()).replaceAll(" ");
  }

  private static String date(Cell cell) {
    LocalDateTime at = cell.asDate();
    return at.toLocalTime().equals(LocalTime.MIDNIGHT)
        ? at.toLocalDate().toString()
        : at.withNano(0).format(DateTimeFormatter.ISO_LOCAL_DATE_TIME);
  }

  /**
   * A number is a date by its format alone: one of Excel's own, or one that names a day or year.
   */
  private static boolean isDate(Cell cell) {
    Integer id = cell.getDataFormatId();
    if (id != null && (id >= 14 && id <= 22 || id >= 45 && id <= 47)) {
      return true;
    }
    String format = cell.getDataFormatString();
    if (format == null) {
      return false;
    }
    String letters =
        NOT_FORMAT.matcher(format.toLowerCase(Locale.ROOT)).replaceAll("").split(";", 2)[0];
    return letters.indexOf('y') >= 0 || letters.indexOf('d') >= 0;
  }

  private static String shortened(String name) {
    return name.length() > 100 ? name.substring(0, 100) : name;
  }

  /** Takes so many bytes and no more. */
  private static final class Limited extends OutputStream {
    private final OutputStream out;
    private long left;

    Limited(OutputStream out, long most) {
      this.out = out;
      this.left = most;
    }

    @Override
    public void write(int b) throws IOException {
      take(1);
      out.write(b);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      take(length);
      out.write(bytes, from, length);
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }

    private void take(int length) throws Full {
      left -= length;
      if (left < 0) {
        throw new Full();
      }
    }

    /** It is full. */
    static final class Full extends IOException {
      private static final long serialVersionUID = 1L;
    }
  }
}
