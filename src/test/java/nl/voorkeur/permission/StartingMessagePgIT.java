package nl.voorkeur.permission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import nl.voorkeur.platform.persistence.TableReads;
import nl.voorkeur.platform.persistence.TestDatabase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The question for which every opt-out waits, while a large audience came a moment ago and nobody
 * has counted it yet: answered from an index, whatever the planner believes.
 */
class StartingMessagePgIT {

  private static final int PEOPLE = 100_000;

  private static DataSource database;

  @BeforeAll
  static void fill() throws SQLException {
    database = TestDatabase.fresh();
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("ALTER TABLE delivery SET (autovacuum_enabled = false)");
      statement.execute(
          "INSERT INTO recipient (controller_id, address, compare_key, address_key, key_id, source)"
              + " SELECT 1, a, a, substring(sha256(a::bytea) for 16), 'test', 'test'"
              + " FROM (SELECT 'p' || n || '@example.org' AS a FROM generate_series(1, 3) n) x");
    }
  }

  @Test
  void theDeliveriesAreNeverWalked() throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      // planned while there was nothing, as on a node that was up before the mailing
      assertFalse(mayStillStart(statement, 1));
      statement.execute(
          "INSERT INTO mail_worker (id, lease_until, mailing_id, held) SELECT gen_random_uuid(), 'infinity', n % 3, '{1,2,3}' FROM generate_series(1, 50) n");
      statement.execute(
          "INSERT INTO delivery (mailing_id, recipient_id, state) SELECT 1, n, 'READY' FROM generate_series(1, "
              + PEOPLE
              + ") n");
      statement.execute(
          "UPDATE delivery SET state = 'SENDING', start_by = clock_timestamp() + interval '1 hour' WHERE recipient_id = 2");
      assertWalksNothing(connection, statement);
    }
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      assertWalksNothing(connection, statement);
    }
  }

  private static void assertWalksNothing(Connection connection, Statement statement)
      throws SQLException {
    connection.setAutoCommit(false);
    long walks = count(statement, "seq_scan");
    long rows = count(statement, "coalesce(seq_tup_read, 0)");
    long looks = count(statement, "coalesce(idx_scan, 0)");
    assertFalse(mayStillStart(statement, 1), "waits for its turn");
    assertTrue(mayStillStart(statement, 2), "about to start");
    assertFalse(mayStillStart(statement, 3), "waits for its turn");
    assertEquals(walks, count(statement, "seq_scan"), "walks");
    assertEquals(rows, count(statement, "coalesce(seq_tup_read, 0)"), "rows walked over");
    assertTrue(count(statement, "coalesce(idx_scan, 0)") > looks, "by index");
    connection.setAutoCommit(true);
  }

  private static boolean mayStillStart(Statement statement, long recipient) throws SQLException {
    try (ResultSet row = statement.executeQuery("SELECT may_still_start(" + recipient + ")")) {
      row.next();
      return row.getBoolean(1);
    }
  }

  private static long count(Statement statement, String column) throws SQLException {
    return TableReads.of(statement, "delivery", column);
  }
}
