package nl.voorkeur.exporting;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import nl.voorkeur.platform.persistence.CsvCopy;
import nl.voorkeur.platform.persistence.DatabaseOutage;
import nl.voorkeur.platform.persistence.Sql;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/**
 * Writes the file of an export straight from PostgreSQL to a stream: one snapshot, no objects, no
 * more than a row in memory. Counts and hashes what passes.
 */
final class ExportWriter {

  private static final byte[] BYTE_ORDER_MARK = "\ufeff".getBytes(StandardCharsets.UTF_8);
  private static final int BLOCK = 1 << 16;

  private final Sql sql;
  private final ExportStore exports;
  private final int hours;

  ExportWriter(Sql sql, ExportStore exports, int hours) {
    this.sql = sql;
    this.exports = exports;
    this.hours = hours;
  }

  /** Writes all of it; when that fails, the manifest says that it broke off. */
  void write(Manifest export, OutputStream out) {
    boolean whole = false;
    try {
      sql.with(
          handle ->
              handle.inTransaction(
                  TransactionIsolationLevel.REPEATABLE_READ, tx -> writeAt(tx, export, out)));
      whole = true;
    } finally {
      if (!whole) {
        exports.breakOff(export.id());
      }
    }
  }

  private long writeAt(Handle tx, Manifest export, OutputStream out) {
    // a slow receiver holds a snapshot: not for ever
    tx.execute("SET LOCAL statement_timeout = '15min'");
    exports.countExcluded(tx, export.id(), export.request().topic());
    exports.keepPeople(tx, export.id(), export.request().topic());
    MessageDigest sha256 = sha256();
    Counter counter = new Counter(out);
    try {
      OutputStream hashed =
          new BufferedOutputStream(new DigestOutputStream(counter, sha256), BLOCK);
      if (export.request().profile() == ExportProfile.SPREADSHEET) {
        hashed.write(BYTE_ORDER_MARK);
      }
      String copy =
          String.format(
              sql.text(ExportWriter.class, export.request().profile().statement()),
              export.request().topic().value());
      long rows = CsvCopy.write(tx.getConnection(), copy, hashed) - 1;
      hashed.flush();
      exports.finish(tx, export.id(), rows, counter.bytes, sha256.digest(), hours);
      return rows;
    } catch (SQLException e) {
      throw new DatabaseOutage(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
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
