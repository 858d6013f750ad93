package nl.voorkeur.exporting;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** A file whose lines are those of its chunks: CSV or JSON Lines. */
final class PlainFile implements ListFile {

  private final OutputStream out;

  PlainFile(OutputStream out) {
    this.out = out;
  }

  @Override
  public void begin(ListQuery query) throws IOException {
    ExportProfile profile = query.request().profile();
    if (profile == ExportProfile.JSON_LINES) {
      return;
    }
    String mark = profile == ExportProfile.SPREADSHEET ? "\ufeff" : "";
    String headings = mark + "row," + String.join(",", query.headings()) + "\r\n";
    out.write(headings.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void write(Chunk chunk) throws IOException {
    out.write(chunk.bytes(), 0, chunk.length());
  }

  @Override
  public void end() throws IOException {
    out.flush();
  }
}
