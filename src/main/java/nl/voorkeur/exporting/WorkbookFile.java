package nl.voorkeur.exporting;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/**
 * A workbook of Excel (ISO/IEC 29500). Every cell but the row's number is an inline text, so that
 * nothing is ever taken for a formula and no table of texts grows in memory. A sheet holds a
 * million people, as 1,048,576 rows are all that one can have.
 */
final class WorkbookFile implements ListFile {

  private static final int PEOPLE_ON_A_SHEET = 1_000_000;
  private static final int FLUSH = 1_000;

  private final Workbook book;
  private List<String> headings = List.of();
  private Worksheet sheet;
  private int row;
  private int sheets;

  WorkbookFile(OutputStream out) {
    this.book = new Workbook(out, "Voorkeur", "1.0");
  }

  @Override
  public void begin(ListQuery query) throws IOException {
    headings = new ArrayList<>(List.of("row"));
    headings.addAll(query.headings());
    turn();
  }

  private void turn() throws IOException {
    if (sheet != null) {
      sheet.finish();
    }
    sheet = book.newWorksheet("permitted-" + ++sheets);
    sheet.freezePane(0, 1);
    for (int i = 0; i < headings.size(); i++) {
      sheet.inlineString(0, i, headings.get(i));
    }
    row = 1;
  }

  @Override
  public void write(Chunk chunk) throws IOException {
    try (CsvReader<CsvRecord> lines =
        CsvReader.builder()
            .ofCsvRecord(
                new InputStreamReader(
                    new ByteArrayInputStream(chunk.bytes(), 0, chunk.length()),
                    StandardCharsets.UTF_8))) {
      for (CsvRecord line : lines) {
        add(line);
      }
    }
  }

  private void add(CsvRecord line) throws IOException {
    if (row > PEOPLE_ON_A_SHEET) {
      turn();
    }
    sheet.value(row, 0, Long.parseLong(line.getField(0)));
    for (int i = 1; i < line.getFieldCount(); i++) {
      if (!line.getField(i).isEmpty()) {
        sheet.inlineString(row, i, line.getField(i));
      }
    }
    if (row++ % FLUSH == 0) {
      sheet.flush();
    }
  }

  @Override
  public void end() throws IOException {
    sheet.finish();
    book.finish();
  }
}
