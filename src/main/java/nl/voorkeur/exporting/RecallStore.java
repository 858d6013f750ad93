package nl.voorkeur.exporting;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.ExportId;
import nl.voorkeur.platform.persistence.Sql;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** Recall feeds in the database. */
final class RecallStore {

  private final Sql sql;

  RecallStore(Sql sql) {
    this.sql = sql;
  }

  /**
   * Takes over into every open feed what the ledger heard since. Entries of transactions that were
   * still running the last time are looked at again, so that none is missed whatever the order in
   * which they commit; one that is in a feed is not put in again.
   *
   * @return how many people were recalled
   */
  int advance() {
    return sql.with(
        handle ->
            handle.inTransaction(
                tx -> {
                  // before anything else is looked at: what is older is settled, and seen below
                  long settled =
                      tx.createQuery("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
                          .mapTo(Long.class)
                          .one();
                  int recalled = 0;
                  for (Long id : due(tx)) {
                    recalled +=
                        tx.createUpdate(sql.text(RecallStore.class, "recall"))
                            .bind("id", id)
                            .execute();
                    tx.createUpdate(
                            "UPDATE export SET recalled_to = :settled, recalls = coalesce((SELECT max(seq) FROM recall WHERE export_id = :id), 0)"
                                + " WHERE id = :id")
                        .bind("settled", settled)
                        .bind("id", id)
                        .execute();
                  }
                  return recalled;
                }));
  }

  /** Feeds that another node is busy with are left to it. */
  private static List<Long> due(Handle tx) {
    return tx.createQuery(
            "SELECT id FROM export WHERE recalled_to IS NOT NULL AND destroyed_at IS NULL AND state IN ('DONE', 'BROKEN')"
                + " AND recall_until > clock_timestamp() ORDER BY id FOR UPDATE SKIP LOCKED")
        .mapTo(Long.class)
        .list();
  }

  List<RecallEntry> entries(ControllerId controller, ExportId export, int after, int limit) {
    return sql.with(
        handle ->
            handle
                .createQuery(sql.text(RecallStore.class, "recalled"))
                .bind("controller", controller.value())
                .bind("export", export.value())
                .bind("after", after)
                .bind("limit", limit)
                .map(RecallStore::entry)
                .list());
  }

  int acknowledge(ControllerId controller, ExportId export, int upTo, String actor) {
    return sql.with(
        handle ->
            handle
                .createUpdate(
                    "UPDATE recall c SET acknowledged_at = clock_timestamp(), acknowledged_by = :actor FROM export e"
                        + " WHERE e.id = :export AND e.controller_id = :controller AND c.export_id = e.id"
                        + " AND c.seq <= :upTo AND c.acknowledged_at IS NULL")
                .bind("actor", actor)
                .bind("export", export.value())
                .bind("controller", controller.value())
                .bind("upTo", upTo)
                .execute());
  }

  /** The receiver says that the file is gone; nobody has to be dropped from it any more. */
  boolean destroy(ControllerId controller, ExportId export) {
    return sql.with(
            handle ->
                handle
                    .createUpdate(
                        "UPDATE export SET destroyed_at = clock_timestamp() WHERE id = :export AND controller_id = :controller"
                            + " AND destroyed_at IS NULL AND state IN ('DONE', 'BROKEN')")
                    .bind("export", export.value())
                    .bind("controller", controller.value())
                    .execute())
        == 1;
  }

  List<OverdueRecall> overdue(ControllerId controller, int hours) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT e.id, e.receiver, count(*) AS waiting, min(c.noticed_at) AS since FROM recall c"
                        + " JOIN export e ON e.id = c.export_id WHERE c.acknowledged_at IS NULL AND e.controller_id = :controller"
                        + " AND e.destroyed_at IS NULL GROUP BY e.id"
                        + " HAVING min(c.noticed_at) < clock_timestamp() - :hours * interval '1 hour' ORDER BY since")
                .bind("controller", controller.value())
                .bind("hours", hours)
                .map(
                    (row, context) ->
                        new OverdueRecall(
                            new ExportId(row.getLong("id")),
                            row.getString("receiver"),
                            row.getInt("waiting"),
                            row.getObject("since", OffsetDateTime.class).toInstant()))
                .list());
  }

  private static RecallEntry entry(ResultSet row, StatementContext context) throws SQLException {
    return new RecallEntry(
        row.getInt("seq"),
        row.getLong("row_number"),
        Optional.ofNullable(row.getString("address")),
        RecallReason.of(row.getString("kind")),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        Optional.ofNullable(row.getObject("acknowledged_at", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant));
  }
}
