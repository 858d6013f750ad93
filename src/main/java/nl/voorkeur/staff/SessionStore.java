package nl.voorkeur.staff;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import nl.voorkeur.kernel.OperatorId;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.security.StaffSession;

/** The sessions of staff in the database, beside what the container keeps of them. */
final class SessionStore {

  /** So many at a time; who opens one more ends the one that was not used longest (ASVS 7.1.2). */
  static final int MOST = 10;

  private static final String ALIVE =
      " ended_at IS NULL AND opened_at > :now::timestamptz - :longest * interval '1 minute'"
          + " AND seen_at > :now::timestamptz - :idle * interval '1 minute'";

  private final Sql sql;

  SessionStore(Sql sql) {
    this.sql = sql;
  }

  /** Notes a session that begins. */
  long open(
      OperatorId operator,
      Optional<String> browser,
      Optional<String> network,
      boolean elsewhere,
      Instant now) {
    return sql.with(
        handle -> {
          handle
              .createUpdate(
                  "DELETE FROM staff_session WHERE opened_at < :now::timestamptz - interval '1 day'")
              .bind("now", Sql.time(now))
              .execute();
          handle
              .createUpdate(
                  "UPDATE staff_session SET ended_at = :now WHERE id IN (SELECT id FROM staff_session"
                      + " WHERE operator_id = :operator AND ended_at IS NULL ORDER BY seen_at DESC, id DESC OFFSET :most)")
              .bind("now", Sql.time(now))
              .bind("operator", operator.value())
              .bind("most", MOST - 1)
              .execute();
          return handle
              .createQuery(
                  "INSERT INTO staff_session (operator_id, opened_at, seen_at, browser, network, elsewhere)"
                      + " VALUES (:operator, :now, :now, :browser, :network, :elsewhere) RETURNING id")
              .bind("operator", operator.value())
              .bind("now", Sql.time(now))
              .bind("browser", browser.orElse(""))
              .bind("network", network.orElse(""))
              .bind("elsewhere", elsewhere)
              .mapTo(Long.class)
              .one();
        });
  }

  /** Whether a session goes on; that it was seen is noted once a minute. */
  boolean goesOn(OperatorId operator, long id, Instant now) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "WITH seen AS (UPDATE staff_session SET seen_at = :now WHERE id = :id AND operator_id = :operator"
                        + " AND ended_at IS NULL AND seen_at < :now::timestamptz - interval '1 minute')"
                        + " SELECT EXISTS (SELECT FROM staff_session WHERE id = :id AND operator_id = :operator AND ended_at IS NULL)")
                .bind("id", id)
                .bind("operator", operator.value())
                .bind("now", Sql.time(now))
                .mapTo(Boolean.class)
                .one());
  }

  /** Those that live, the one used last first. */
  List<OpenSession> list(OperatorId operator, Instant now) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT * FROM staff_session WHERE operator_id = :operator AND"
                        + ALIVE
                        + " ORDER BY seen_at DESC, id DESC")
                .bind("operator", operator.value())
                .bind("now", Sql.time(now))
                .bind("longest", StaffSession.LONGEST.toMinutes())
                .bind("idle", StaffSession.IDLE.plus(Duration.ofMinutes(1)).toMinutes())
                .map(
                    (row, context) ->
                        new OpenSession(
                            row.getLong("id"),
                            row.getObject("opened_at", OffsetDateTime.class).toInstant(),
                            row.getObject("seen_at", OffsetDateTime.class).toInstant(),
                            row.getString("browser"),
                            row.getString("network")))
                .list());
  }

  /** Ends one of somebody's; false when it was over, or is another's. */
  boolean end(OperatorId operator, long id, Instant now) {
    return update(operator, "id = :id", id, now) == 1;
  }

  /** Ends all of somebody's but one; how many that were. */
  int endOthers(OperatorId operator, long spared, Instant now) {
    return update(operator, "id <> :id", spared, now);
  }

  /** Ends all of somebody's. */
  int endAll(OperatorId operator, Instant now) {
    return endOthers(operator, 0, now);
  }

  private int update(OperatorId operator, String which, long id, Instant now) {
    return sql.with(
        handle ->
            handle
                .createUpdate(
                    "UPDATE staff_session SET ended_at = :now WHERE operator_id = :operator AND ended_at IS NULL AND "
                        + which)
                .bind("operator", operator.value())
                .bind("id", id)
                .bind("now", Sql.time(now))
                .execute());
  }
}
