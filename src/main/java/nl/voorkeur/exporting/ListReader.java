package nl.voorkeur.exporting;

import java.sql.SQLException;
import java.util.Optional;
import nl.voorkeur.kernel.ExportId;
import nl.voorkeur.platform.persistence.DatabaseOutage;
import nl.voorkeur.platform.persistence.Sql;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * Reads a list from the database, block by block of recipients. Each block is one short
 * transaction, so that a long list holds no snapshot that would keep the dead rows of a running
 * mailing; who was in it, and what was known when it was read, is kept in the same transaction,
 * before anything leaves.
 */
final class ListReader {

  private final Sql sql;
  private final ExportId export;
  private final ListQuery query;

  ListReader(Sql sql, ExportId export, ListQuery query) {
    this.sql = sql;
    this.export = export;
    this.query = query;
  }

  /** The first block that has people; nothing when there are no more. */
  Optional<Chunk> read(long fromBlock, long rowsBefore) {
    return sql.with(
        handle ->
            handle.inTransaction(
                TransactionIsolationLevel.REPEATABLE_READ,
                tx -> {
                  Optional<Chunk> chunk = next(tx, fromBlock, rowsBefore);
                  chunk.ifPresent(read -> keep(tx, read));
                  return chunk;
                }));
  }

  private Optional<Chunk> next(Handle tx, long fromBlock, long rowsBefore) {
    Optional<Long> first =
        tx.createQuery(
                "SELECT min(f.id) FROM unnest(:topics) AS t (id), LATERAL (SELECT p.recipient_id AS id FROM permission p"
                    + " WHERE p.topic_id = t.id AND p.recipient_id >= :from ORDER BY p.recipient_id LIMIT 1) f")
            .bind("topics", ExportStore.ids(query.request().topics()))
            .bind("from", fromBlock << Chunk.BITS)
            .mapTo(Long.class)
            .findOne();
    return first.map(id -> copy(tx, new Chunk(id >> Chunk.BITS, rowsBefore, query)));
  }

  private Chunk copy(Handle tx, Chunk chunk) {
    long from = chunk.block() << Chunk.BITS;
    try {
      CopyOut rows =
          tx.getConnection()
              .unwrap(PGConnection.class)
              .getCopyAPI()
              .copyOut(query.copy(from, from + Chunk.SIZE - 1));
      for (byte[] row = rows.readFromCopy(); row != null; row = rows.readFromCopy()) {
        chunk.add(row);
      }
      return chunk;
    } catch (SQLException e) {
      throw new DatabaseOutage(e);
    }
  }

  /** Not for a list that was given up meanwhile: its recall feed may have begun. */
  private void keep(Handle tx, Chunk chunk) {
    int going =
        tx.createUpdate(
                "UPDATE export SET touched_at = clock_timestamp() WHERE id = :id AND state = 'WRITING'")
            .bind("id", export.value())
            .execute();
    if (going != 1) {
      throw new IllegalStateException("not in hand any more: export " + export);
    }
    if (chunk.rows() > 0) {
      tx.createUpdate(
              "INSERT INTO export_people (export_id, block, people, rows_before, seen)"
                  + " VALUES (:id, :block, :people, :before, pg_current_snapshot())")
          .bind("id", export.value())
          .bind("block", chunk.block())
          .bind("people", chunk.people())
          .bind("before", chunk.rowsBefore())
          .execute();
    }
  }
}
