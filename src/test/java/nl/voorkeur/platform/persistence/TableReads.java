package nl.voorkeur.platform.persistence;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What PostgreSQL itself counted of the ways in which this transaction read a table. */
public final class TableReads {

  private TableReads() {}

  /**
   * @param column of pg_stat_xact_user_tables, or an expression of some
   */
  public static long of(Statement statement, String table, String column) throws SQLException {
    try (ResultSet row =
        statement.executeQuery(
            "SELECT "
                + column
                + " FROM pg_stat_xact_user_tables WHERE relid = '"
                + table
                + "'::regclass")) {
      row.next();
      return row.getLong(1);
    }
  }
}
