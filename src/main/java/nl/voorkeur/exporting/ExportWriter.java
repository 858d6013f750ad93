package nl.voorkeur.exporting;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.zip.GZIPOutputStream;
import nl.voorkeur.platform.persistence.Sql;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Writes the file of an export to a stream: while one block of people goes out, the next is read,
 * and no more than these two are in memory. Counts and hashes what passes.
 */
final class ExportWriter {

  private static final int BUFFER = 1 << 16;

  private final Sql sql;
  private final ExportStore exports;
  private final ExecutorService executor;
  private final int hours;

  ExportWriter(Sql sql, ExportStore exports, ExecutorService executor, int hours) {
    this.sql = sql;
    this.exports = exports;
    this.executor = executor;
    this.hours = hours;
  }

  /** Writes all of it; when that fails, the manifest says that it broke off. */
  void write(Manifest export, OutputStream out) {
    boolean whole = false;
    try {
      ListQuery query =
          new ListQuery(
              export.request(), exports.slugs(export.controller()), exports.begin(export.id()));
      write(export, query, out);
      whole = true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      if (!whole) {
        exports.breakOff(export.id());
      }
    }
  }

  private void write(Manifest export, ListQuery query, OutputStream out) throws IOException {
    ListReader reader = new ListReader(sql, export.id(), query);
    MessageDigest sha256 = DigestUtils.getSha256Digest();
    Counter counter = new Counter(out);
    OutputStream hashed = new DigestOutputStream(counter, sha256);
    OutputStream body = export.request().gzip() ? new GZIPOutputStream(hashed, BUFFER) : hashed;
    ListFile file =
        export.request().profile() == ExportProfile.XLSX
            ? new WorkbookFile(body)
            : new PlainFile(body);
    Map<String, Long> causes = new HashMap<>();
    Future<Optional<Chunk>> reading = executor.submit(() -> reader.read(0, 0));
    long rows = 0;
    try {
      file.begin(query);
      for (Optional<Chunk> next = await(reading); next.isPresent(); next = await(reading)) {
        Chunk chunk = next.get();
        long before = rows + chunk.rows();
        reading = executor.submit(() -> reader.read(chunk.block() + 1, before));
        chunk.causes().forEach((cause, people) -> causes.merge(cause, people, Long::sum));
        file.write(chunk);
        rows = before;
      }
    } finally {
      settle(reading);
    }
    file.end();
    if (body instanceof GZIPOutputStream gzip) {
      gzip.finish();
    }
    body.flush();
    exports.finish(
        export.id(),
        new Manifest.Contents(
            query.at(), rows, counter.bytes, HexFormat.of().formatHex(sha256.digest())),
        causes,
        hours);
  }

  private static Optional<Chunk> await(Future<Optional<Chunk>> reading) {
    try {
      return reading.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    }
  }

  /** What is still being read when the file breaks off has to be known before it is given up. */
  private static void settle(Future<Optional<Chunk>> reading) {
    try {
      reading.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException failed) {
      // the failure that matters is on its way already
    }
  }

  /** Counts what passes. */
  private static final class Counter extends OutputStream {
    private final OutputStream out;
    private long bytes;

    Counter(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
      bytes++;
    }

    @Override
    public void write(byte[] block, int offset, int length) throws IOException {
      out.write(block, offset, length);
      bytes += length;
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }
  }
}
