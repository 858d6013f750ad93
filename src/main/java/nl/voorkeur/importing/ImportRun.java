package nl.voorkeur.importing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import nl.voorkeur.importing.RowChanges.NewcomerMet;
import nl.voorkeur.importing.Staging.Unreadable;
import nl.voorkeur.importing.Steps.Stopped;
import nl.voorkeur.kernel.ImportBatchId;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.recipient.AddressKeys;
import org.jdbi.v3.core.Handle;

/**
 * Does the work of an import: the check with its dry run, then the import in chunks.
 *
 * <p>Each chunk is one transaction that ends with how far it came, so that whoever goes on after a
 * crash begins where it stopped, and nothing is done twice. Chunks are small, as they hold the
 * people in them: an opt-out that a person makes meanwhile waits for one chunk at most.
 */
final class ImportRun {

  /** How long a node may be silent before another takes its work over. */
  static final Duration LEASE = Duration.ofMinutes(2);

  private static final Logger LOG = System.getLogger(ImportRun.class.getName());
  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final int TRIES = 5;
  private static final int CHECK_CHUNK = 50_000;
  private static final int FORECAST_CHUNK = 100_000;
  private static final int IMPORT_CHUNK = 5_000;
  private static final int WORTH_ANALYZING = 10_000;

  private final Sql sql;
  private final BatchStore batches;
  private final FileStore files;
  private final Staging staging;
  private final Steps steps;
  private final RowChanges changes;
  private final UndoRun undos;

  ImportRun(Sql sql, BatchStore batches, FileStore files, Staging staging, AddressKeys keys) {
    this.sql = sql;
    this.batches = batches;
    this.files = files;
    this.staging = staging;
    this.steps = new Steps(sql);
    this.changes = new RowChanges(sql, keys);
    this.undos = new UndoRun(sql);
  }

  /** Goes on with an import of which the caller has the lease, until it waits for a person. */
  void advance(ImportBatchId id) {
    try {
      ImportBatch batch = batches.find(id).orElseThrow();
      while (batch.state().isUnderWay()) {
        switch (batch.state()) {
          case CHECKING -> check(batch);
          case IMPORTING -> importAll(batch);
          default -> undos.undo(batch);
        }
        batch = batches.find(id).orElseThrow();
      }
    } catch (Stopped byAPerson) {
      LOG.log(Level.INFO, "import " + id + " was stopped");
    } catch (RuntimeException outage) {
      LOG.log(Level.ERROR, "import " + id + " was interrupted", outage);
      if (batches.release(id, PAUSE) >= TRIES) {
        batches.giveUp(id);
      }
    }
  }

  private void check(ImportBatch batch) {
    int records;
    try {
      records = stage(batch);
    } catch (Unreadable file) {
      batches.fail(batch.id(), file.failure(), Optional.of(file.line()));
      return;
    }
    // what goes on by itself needs no dry run: the import says the same of each record
    for (int from = 1; from <= records && !batch.startsAfterCheck(); from += CHECK_CHUNK) {
      Chunk chunk = new Chunk(batch.id(), from, Math.min(records, from + CHECK_CHUNK - 1));
      steps.inTransaction(
          tx -> {
            if (records > WORTH_ANALYZING) {
              changes.classifyWidely(tx, batch, chunk);
            } else {
              changes.classify(tx, batch, chunk);
            }
            Steps.prolong(tx, batch.id(), ImportState.CHECKING);
            return chunk;
          });
    }
    steps.inTransaction(
        tx -> {
          if (!batch.startsAfterCheck()) {
            batches.countAll(tx, batch.id());
          }
          return tx.createUpdate(
                  "UPDATE import_batch SET state = CASE WHEN start_after_check THEN 'IMPORTING'::import_state ELSE 'CHECKED' END,"
                      + " checked_at = clock_timestamp(), attempts = 0 WHERE id = :batch AND state = 'CHECKING'")
              .bind("batch", batch.id().value())
              .execute();
        });
  }

  /** Reads the file, all of it or nothing, and sorts out the records that count. */
  private int stage(ImportBatch batch) {
    ImportBatchId id = batch.id();
    ImportPlan plan =
        new ImportPlan(
            batch.kind().orElseThrow(),
            batch.topics(),
            batch.layout().orElseThrow(),
            batch.ground());
    try (InputStream file = files.open(id)) {
      return steps.inTransaction(
          tx -> {
            batches.forgetRows(tx, id);
            int records =
                staging.stage(
                    tx,
                    id,
                    plan,
                    batches.unproven(batch),
                    file,
                    () -> batches.requireState(id, ImportState.CHECKING));
            if (records > WORTH_ANALYZING) {
              tx.execute("ANALYZE import_row");
            }
            update(tx, "sort_out", id);
            tx.createUpdate(
                    "UPDATE import_batch SET records = :records, done = 0 WHERE id = :batch")
                .bind("records", records)
                .bind("batch", id.value())
                .execute();
            Steps.prolong(tx, id, ImportState.CHECKING);
            return records;
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void importAll(ImportBatch batch) {
    int foretold = batch.done();
    for (int done = batch.done(); done < batch.records(); ) {
      Chunk chunk = new Chunk(batch.id(), done + 1, Math.min(batch.records(), done + IMPORT_CHUNK));
      if (batch.records() > WORTH_ANALYZING && foretold < chunk.to()) {
        foretold = foretell(batch, chunk.from());
      }
      boolean known = foretold >= chunk.to();
      try {
        make(batch, chunk, known);
      } catch (NewcomerMet newcomer) {
        if (!known) {
          throw newcomer;
        }
        make(batch, chunk, false);
      }
      done = chunk.to();
    }
    steps.inTransaction(
        tx -> {
          update(tx, "recognise_merged", batch.id());
          batches.countAll(tx, batch.id());
          files.drop(tx, batch.id());
          if (batch.records() > WORTH_ANALYZING) {
            tx.execute("ANALYZE recipient, standing, permission, ledger, suppression");
          }
          return tx.createUpdate(
                  "UPDATE import_batch SET state = 'DONE', finished_at = clock_timestamp(), lease_until = NULL"
                      + " WHERE id = :batch AND state = 'IMPORTING'")
              .bind("batch", batch.id().value())
              .execute();
        });
  }

  /**
   * Says of many records at once what they would do, which costs half of saying it chunk by chunk:
   * whole tables meet, where a chunk looks up each of its people. It holds nobody; each chunk asks
   * again of those whom it would change.
   *
   * @return the last of them
   */
  private int foretell(ImportBatch batch, int from) {
    Chunk wide = new Chunk(batch.id(), from, Math.min(batch.records(), from + FORECAST_CHUNK - 1));
    return steps.inTransaction(
        tx -> {
          changes.classifyWidely(tx, batch, wide);
          Steps.prolong(tx, batch.id(), ImportState.IMPORTING);
          return wide.to();
        });
  }

  private void make(ImportBatch batch, Chunk chunk, boolean foretold) {
    steps.inTransaction(
        tx -> {
          claim(tx, chunk, chunk.from() - 1);
          Steps.alone(tx, batch.controller());
          if (!foretold) {
            changes.classify(tx, batch, chunk);
          }
          changes.make(tx, batch, chunk);
          return chunk;
        });
  }

  private static void claim(Handle tx, Chunk chunk, int expected) {
    int claimed =
        tx.createUpdate(
                "UPDATE import_batch SET done = :to, lease_until = clock_timestamp() + interval '2 minutes'"
                    + " WHERE id = :batch AND done = :expected AND state = 'IMPORTING'")
            .bindMap(chunk.places())
            .bind("expected", expected)
            .execute();
    if (claimed != 1) {
      throw new Stopped();
    }
  }

  private void update(Handle tx, String statement, ImportBatchId id) {
    tx.createUpdate(sql.text(ImportRun.class, statement)).bind("batch", id.value()).execute();
  }
}
