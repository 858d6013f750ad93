package nl.voorkeur.permission;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.platform.persistence.Sql;

/**
 * Messages that are about to start. The sender makes the delivery SENDING, commits, and only then
 * asks the rule; an opt-out commits and only then looks for deliveries that are SENDING and may
 * still start. So at least one of the two sees the other (docs/adr/0004).
 */
final class IntentStore {

  /** How long after its declaration a message may still start. */
  static final Duration START_WITHIN = Duration.ofMillis(250);

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final Sql sql;

  IntentStore(Sql sql) {
    this.sql = sql;
  }

  /**
   * Waits until no message to this person can start any more; at most as long as an intent lives,
   * well under 2 s.
   */
  void awaitNone(RecipientId recipient) {
    long end = System.nanoTime() + LONGEST_WAIT.toNanos();
    while (sql.directly(connection -> isAny(connection, recipient)) && System.nanoTime() < end) {
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  /**
   * Waits until every message that was about to start when this was called has started or never
   * will.
   */
  void awaitAll() {
    long end = System.nanoTime() + START_WITHIN.toNanos();
    for (long rest = START_WITHIN.toNanos(); rest > 0; rest = end - System.nanoTime()) {
      LockSupport.parkNanos(rest); // may wake before its time
    }
  }

  private static boolean isAny(Connection connection, RecipientId recipient) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement("SELECT may_still_start(?)")) {
      query.setLong(1, recipient.value());
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }
}
