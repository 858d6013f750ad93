package nl.voorkeur.importing;

import nl.voorkeur.importing.Steps.Stopped;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.platform.persistence.Sql;
import org.jdbi.v3.core.Handle;

/**
 * Takes back what an import gave, as entries of the ledger, in chunks like the import itself: what
 * rests on it alone goes, an older ground that it had replaced holds again, what the people said or
 * did since stays, and no opt-out is lifted (promise 2). Going over the same records again changes
 * nothing, as the ledger takes back only what still rests on the import.
 */
final class UndoRun {

  private static final int CHUNK = 5_000;

  private final Sql sql;
  private final Steps steps;

  UndoRun(Sql sql) {
    this.sql = sql;
    this.steps = new Steps(sql);
  }

  /** Goes on with an undo of which the caller has the lease. */
  void undo(ImportBatch batch) {
    for (int done = batch.undo().done(); done < batch.done(); ) {
      Chunk chunk = new Chunk(batch.id(), done + 1, Math.min(batch.done(), done + CHUNK));
      int expected = done;
      steps.inTransaction(tx -> undo(tx, batch, chunk, expected));
      done = chunk.to();
    }
    steps.inTransaction(
        tx ->
            tx.createUpdate(
                    "UPDATE import_batch SET state = 'UNDONE', undone_at = clock_timestamp(), lease_until = NULL"
                        + " WHERE id = :batch AND state = 'UNDOING'")
                .bind("batch", batch.id().value())
                .execute());
  }

  private int undo(Handle tx, ImportBatch batch, Chunk chunk, int expected) {
    Steps.alone(tx, batch.controller());
    int takenBack = 0;
    for (TopicId topic : batch.topics()) {
      takenBack += change(tx, "undo", batch, chunk, topic);
      change(tx, "restore", batch, chunk, topic);
    }
    int claimed =
        tx.createUpdate(
                "UPDATE import_batch SET undone = :to, taken_back = taken_back + :takenBack,"
                    + " lease_until = clock_timestamp() + interval '2 minutes'"
                    + " WHERE id = :batch AND undone = :expected AND state = 'UNDOING'")
            .bindMap(chunk.places())
            .bind("takenBack", takenBack)
            .bind("expected", expected)
            .execute();
    if (claimed != 1) {
      throw new Stopped();
    }
    return takenBack;
  }

  private int change(Handle tx, String statement, ImportBatch batch, Chunk chunk, TopicId topic) {
    var update =
        tx.createUpdate(sql.text(UndoRun.class, statement))
            .bindMap(chunk.places())
            .bind("topic", topic.value());
    if (statement.equals("undo")) {
      update.bind("actor", batch.undo().by().orElse("system"));
    }
    return update.execute();
  }

  /** What an undo would do now. */
  UndoPreview preview(ImportBatch batch) {
    return steps.inTransaction(
        tx ->
            tx.createQuery(sql.text(UndoRun.class, "undo_preview"))
                .bind("batch", batch.id().value())
                .map(
                    (row, context) ->
                        new UndoPreview(
                            row.getLong("taken_back"),
                            row.getLong("said_no"),
                            row.getLong("said_yes")))
                .one());
  }
}
