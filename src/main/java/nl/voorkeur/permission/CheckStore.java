package nl.voorkeur.permission;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.platform.persistence.Sql;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/** Checks of the ledger, done in slices of recipients so that none holds a snapshot for long. */
final class CheckStore {

  private static final int SLICE = 20_000;

  private final Sql sql;

  CheckStore(Sql sql) {
    this.sql = sql;
  }

  /** Asks for a check; one that runs already is as good. */
  void want(String actor) {
    sql.with(
        handle ->
            handle
                .createUpdate(
                    "INSERT INTO ledger_check (wanted_by, last) VALUES (:actor, (SELECT coalesce(max(id), 0) FROM recipient))"
                        + " ON CONFLICT (state) WHERE state = 'RUNNING' DO NOTHING")
                .bind("actor", actor)
                .execute());
  }

  /** Takes the check that waits or that a stopped node left behind. */
  Optional<Long> claim() {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "UPDATE ledger_check SET lease_until = clock_timestamp() + interval '10 minutes'"
                        + " WHERE state = 'RUNNING' AND (lease_until IS NULL OR lease_until < clock_timestamp()) RETURNING id")
                .mapTo(Long.class)
                .findOne());
  }

  /**
   * Walks the next slice.
   *
   * @return whether there is more
   */
  boolean advance(long id) {
    return sql.with(
        handle ->
            handle.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, tx -> advance(tx, id)));
  }

  private boolean advance(Handle tx, long id) {
    tx.execute("SET LOCAL statement_timeout = '10min'");
    record Place(long doneTo, long last) {}
    Place place =
        tx.createQuery(
                "SELECT done_to, last FROM ledger_check WHERE id = :id AND state = 'RUNNING'")
            .bind("id", id)
            .map((row, context) -> new Place(row.getLong(1), row.getLong(2)))
            .one();
    long from = place.doneTo() + 1;
    long to = Math.min(place.last(), place.doneTo() + SLICE);
    Optional<LedgerCheck.Flaw> flaw = first(tx, "ledger_break", from, to);
    if (flaw.isEmpty()) {
      flaw = first(tx, "state_difference", from, to);
    }
    boolean more = flaw.isEmpty() && to < place.last();
    tx.createUpdate(sql.text(CheckStore.class, "advance_check"))
        .bind("id", id)
        .bind("from", from)
        .bind("to", to)
        .bind("state", flaw.isPresent() ? "BROKEN" : more ? "RUNNING" : "SOUND")
        .bind("recipient", flaw.map(f -> f.recipient().value()).orElse(null))
        .bind("seq", flaw.map(LedgerCheck.Flaw::seq).orElse(null))
        .bind("finding", flaw.map(f -> f.finding().name()).orElse(null))
        .execute();
    return more;
  }

  private static Optional<LedgerCheck.Flaw> first(Handle tx, String function, long from, long to) {
    return tx.createQuery("SELECT * FROM " + function + "(:from, :to)")
        .bind("from", from)
        .bind("to", to)
        .map(
            (row, context) ->
                new LedgerCheck.Flaw(
                    new RecipientId(row.getLong("recipient_id")),
                    row.getInt("seq"),
                    LedgerCheck.Finding.valueOf(row.getString("finding"))))
        .findOne();
  }

  List<LedgerCheck> newest(int most) {
    return sql.with(
        handle ->
            handle
                .createQuery("SELECT * FROM ledger_check ORDER BY id DESC LIMIT :most")
                .bind("most", most)
                .map(CheckStore::check)
                .list());
  }

  private static LedgerCheck check(ResultSet row, StatementContext context) throws SQLException {
    OffsetDateTime finished = row.getObject("finished_at", OffsetDateTime.class);
    String finding = row.getString("finding");
    return new LedgerCheck(
        row.getLong("id"),
        LedgerCheck.State.valueOf(row.getString("state")),
        row.getString("wanted_by"),
        row.getObject("started_at", OffsetDateTime.class).toInstant(),
        Optional.ofNullable(finished).map(OffsetDateTime::toInstant),
        row.getLong("last") == 0 ? 1 : (double) row.getLong("done_to") / row.getLong("last"),
        row.getLong("entries"),
        finding == null
            ? Optional.empty()
            : Optional.of(
                new LedgerCheck.Flaw(
                    new RecipientId(row.getLong("broken_id")),
                    row.getInt("broken_seq"),
                    LedgerCheck.Finding.valueOf(finding))));
  }
}
