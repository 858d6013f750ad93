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

  /**
   * Writes the rows of a COPY statement in CSV format. When the stream breaks, the rest of the rows
   * is read and dropped: the driver's own way of cancelling leaves answers of the server behind on
   * the connection, which then goes back to the pool.
   *
   * @return how many lines were written, the headings among them
   */
  public static long write(Connection connection, String copy, OutputStream out)
      throws SQLException, IOException {
    CopyOut rows = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(copy);
    long lines = 0;
    try {
      for (byte[] row = rows.readFromCopy(); row != null; row = rows.readFromCopy()) {
        out.write(row, 0, row.length - 1);
        out.write(END);
        lines++;
      }
    } finally {
      while (rows.isActive() && rows.readFromCopy() != null) {
        continue;
      }
    }
    return lines;
  }
}
