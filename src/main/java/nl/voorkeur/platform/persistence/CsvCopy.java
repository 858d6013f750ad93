package nl.voorkeur.platform.persistence;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * CSV straight from PostgreSQL to a stream (RFC 4180, requirement V1): {@code COPY} makes the rows,
 * nothing holds more than one of them, and each ends with CR LF as the RFC wants, which PostgreSQL
 * on Unix doesn't write.
 */
public final class CsvCopy {

  private static final byte[] END = {'\r', '\n'};

  private CsvCopy() {}

  /** Takes the rows one by one. */
  public interface Rows {
    /**
     * @param row one line of CSV, ended by a line feed
     */
    void take(byte[] row) throws IOException;
  }

  /**
   * Writes the rows of a COPY statement in CSV format.
   *
   * @return how many lines were written, the headings among them
   */
  public static long write(Connection connection, String copy, OutputStream out)
      throws SQLException, IOException {
    return read(
        connection,
        copy,
        row -> {
          out.write(row, 0, row.length - 1);
          out.write(END);
        });
  }

  /**
   * Reads the rows of a COPY statement. When whoever takes them fails, the rest of the rows is read
   * and dropped: the driver's own way of cancelling leaves answers of the server behind on the
   * connection, which then goes back to the pool.
   *
   * @return how many there were
   */
  public static long read(Connection connection, String copy, Rows rows)
      throws SQLException, IOException {
    CopyOut answers = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(copy);
    long lines = 0;
    try {
      for (byte[] row = answers.readFromCopy(); row != null; row = answers.readFromCopy()) {
        rows.take(row);
        lines++;
      }
    } finally {
      while (answers.isActive() && answers.readFromCopy() != null) {
        continue;
      }
    }
    return lines;
  }
}
