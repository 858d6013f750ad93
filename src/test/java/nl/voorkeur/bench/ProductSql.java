package nl.voorkeur.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The product's statements, for probes that run them as they are. */
final class ProductSql {

  /** What an opt-out takes: its entry, kept, and the look for messages about to start. */
  static final String OPT_OUT = of("permission/opt_out.sql");

  private ProductSql() {}

  /** A statement of the product, by its file. */
  static String of(String file) {
    try (InputStream in = ProductSql.class.getResourceAsStream("/nl/voorkeur/" + file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Says that somebody left topic 11. */
  static void fillOptOut(PreparedStatement statement, String route, long recipient)
      throws SQLException {
    Object[] values = {11L, "WITHDRAWAL", route, "recipient", null, null, null, null, null, null};
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    Connection connection = statement.getConnection();
    statement.setArray(11, connection.createArrayOf("text", new String[] {"mailing"}));
    statement.setArray(12, connection.createArrayOf("text", new String[] {"1"}));
    statement.setObject(13, null);
    statement.setLong(14, recipient);
  }

  /** Runs it and reads all that it answers. */
  static void exhaust(PreparedStatement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery()) {
      int columns = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        for (int i = 1; i <= columns; i++) {
          rows.getObject(i);
        }
      }
    }
  }
}
