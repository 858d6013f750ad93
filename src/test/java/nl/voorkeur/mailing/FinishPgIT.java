package nl.voorkeur.mailing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import nl.voorkeur.kernel.MailingId;
import nl.voorkeur.platform.persistence.TableReads;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Whether a mailing is done is asked by every worker that finds nothing: answered from the indexes
 * of what is left, never by walking what was sent.
 */
class FinishPgIT {

  private static final int PEOPLE = 50_000;

  /** An index's few entries and the pages that lead to them; the mailing has far more rows. */
  private static final int FEW = 50;

  private static DispatchFixture house;
  private static MailingId mailing;

  @BeforeAll
  static void fill() {
    house = new DispatchFixture();
    mailing = house.started();
    house.execute("ALTER TABLE delivery SET (autovacuum_enabled = false)");
    house.execute("UPDATE mailing SET state = 'SENDING' WHERE id = " + mailing);
    house.execute(
        "INSERT INTO delivery (mailing_id, recipient_id, state, next_attempt_at) SELECT "
            + mailing
            + ", n, CASE WHEN n = 1 THEN 'READY' ELSE 'SENT' END::delivery_state, '-infinity' FROM generate_series(1, "
            + PEOPLE
            + ") n");
  }

  @Test
  void whatWasSentIsNeverWalked() throws SQLException {
    try (Connection connection = house.place.open().getConnection();
        Statement statement = connection.createStatement()) {
      assertLooksAtFew(connection, statement, false); // never tried
      UUID worker = house.worker();
      house.deliveries.claim(mailing, worker, 10);
      assertLooksAtFew(connection, statement, false); // with a worker
      statement.execute(
          "UPDATE delivery SET next_attempt_at = clock_timestamp() WHERE recipient_id = 1");
      assertLooksAtFew(connection, statement, false); // tried again later
      house.deliveries.claim(mailing, worker, 10);
      statement.execute("UPDATE delivery SET state = 'SENDING' WHERE recipient_id = 1");
      assertLooksAtFew(connection, statement, false); // on its way
      statement.execute("UPDATE delivery SET state = 'SENT' WHERE recipient_id = 1");
      assertLooksAtFew(connection, statement, true);
    }
    assertEquals(MailingState.DONE, house.state(mailing));
  }

  private static void assertLooksAtFew(Connection connection, Statement statement, boolean done)
      throws SQLException {
    connection.setAutoCommit(false);
    long walks = count(statement, "seq_scan");
    long rows = count(statement, "coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)");
    try (ResultSet answer = statement.executeQuery("SELECT finish_if_done(" + mailing + ")")) {
      answer.next();
      assertEquals(done, answer.getBoolean(1));
    }
    assertEquals(walks, count(statement, "seq_scan"), "walks");
    long read = count(statement, "coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)") - rows;
    assertTrue(read < FEW, "rows looked at: " + read);
    connection.setAutoCommit(true);
  }

  private static long count(Statement statement, String column) throws SQLException {
    return TableReads.of(statement, "delivery", column);
  }
}
