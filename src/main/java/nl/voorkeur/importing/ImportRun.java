package nl.voorkeur.importing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import nl.voorkeur.importing.Staging.Unreadable;
import nl.voorkeur.kernel.ImportBatchId;
import nl.voorkeur.kernel.LegalBasis;
import nl.voorkeur.kernel.TopicId;
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
  private static final int IMPORT_CHUNK = 5_000;
  private static final int WORTH_ANALYZING = 10_000;

  private final Sql sql;
  private final BatchStore batches;
  private final FileStore files;
  private final Staging staging;
  private final AddressKeys keys;

  ImportRun(Sql sql, BatchStore batches, FileStore files, Staging staging, AddressKeys keys) {
    this.sql = sql;
    this.batches = batches;
    this.files = files;
    this.staging = staging;
    this.keys = keys;
  }

  /** Goes on with an import of which the caller has the lease, until it waits for a person. */
  void advance(ImportBatchId id) {
    try {
      ImportBatch batch = batches.find(id).orElseThrow();
      while (batch.state().isUnderWay()) {
        if (batch.state() == ImportState.CHECKING) {
          check(batch);
        } else {
          importAll(batch);
        }
        batch = batches.find(id).orElseThrow();
      }
    } catch (RuntimeException outage) {
      LOG.log(Level.ERROR, "import " + id + " was interrupted", outage);
      if (batches.release(id, PAUSE) >= TRIES) {
        batches.fail(id, ImportFailure.OUTAGE, Optional.empty());
      }
    }
  }

  private void check(ImportBatch batch) {
    ImportPlan plan =
        new ImportPlan(
            batch.kind().orElseThrow(),
            batch.topics(),
            batch.layout().orElseThrow(),
            batch.obtainedAtSale());
    int records;
    try {
      records = stage(batch.id(), plan);
    } catch (Unreadable file) {
      batches.fail(batch.id(), file.failure(), Optional.of(file.line()));
      return;
    }
    for (int from = 1; from <= records; from += CHECK_CHUNK) {
      Chunk chunk = new Chunk(batch.id(), from, Math.min(records, from + CHECK_CHUNK - 1));
      inTransaction(
          tx -> {
            classify(tx, plan.kind(), chunk);
            prolong(tx, batch.id());
            return chunk;
          });
    }
    inTransaction(
        tx -> {
          count(tx, batch.id());
          return tx.createUpdate(
                  "UPDATE import_batch SET state = CASE WHEN start_after_check THEN 'IMPORTING'::import_state ELSE 'CHECKED' END,"
                      + " checked_at = clock_timestamp(), attempts = 0 WHERE id = :batch AND state = 'CHECKING'")
              .bind("batch", batch.id().value())
              .execute();
        });
  }

  /** Reads the file, all of it or nothing, and sorts out the records that count. */
  private int stage(ImportBatchId id, ImportPlan plan) {
    try (InputStream file = files.open(id)) {
      return inTransaction(
          tx -> {
            for (String table : List.of("import_result", "import_count", "import_row")) {
              tx.createUpdate("DELETE FROM " + table + " WHERE batch_id = :batch")
                  .bind("batch", id.value())
                  .execute();
            }
            int records = staging.stage(tx, id, plan, file);
            if (records > WORTH_ANALYZING) {
              tx.execute("ANALYZE import_row");
            }
            update(tx, "sort_out", id);
            tx.createUpdate(
                    "UPDATE import_batch SET records = :records, done = 0 WHERE id = :batch")
                .bind("records", records)
                .bind("batch", id.value())
                .execute();
            prolong(tx, id);
            return records;
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void importAll(ImportBatch batch) {
    for (int done = batch.done(); done < batch.records(); ) {
      Chunk chunk = new Chunk(batch.id(), done + 1, Math.min(batch.records(), done + IMPORT_CHUNK));
      int expected = done;
      inTransaction(
          tx -> {
            importChunk(tx, batch, chunk, expected);
            return chunk;
          });
      done = chunk.to();
    }
    inTransaction(
        tx -> {
          count(tx, batch.id());
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

  private void importChunk(Handle tx, ImportBatch batch, Chunk chunk, int expected) {
    int claimed =
        tx.createUpdate(
                "UPDATE import_batch SET done = :to, lease_until = clock_timestamp() + interval '2 minutes'"
                    + " WHERE id = :batch AND done = :expected AND state = 'IMPORTING'")
            .bindMap(chunk.places())
            .bind("expected", expected)
            .execute();
    if (claimed != 1) {
      throw new IllegalStateException("import " + batch.id() + " is in other hands");
    }
    // one import at a time for a controller: two could wait for each other's people
    tx.createQuery("SELECT pg_advisory_xact_lock(7106, :controller)::text")
        .bind("controller", Math.toIntExact(batch.controller().value()))
        .mapTo(String.class)
        .one();
    ImportKind kind = batch.kind().orElseThrow();
    if (kind == ImportKind.SUPPRESSION) {
      classify(tx, kind, chunk);
      list(tx, chunk);
      return;
    }
    tx.createQuery(sql.text(ImportRun.class, "hold_people"))
        .bindMap(chunk.places())
        .mapTo(Long.class)
        .one();
    classify(tx, kind, chunk);
    addRecipients(tx, chunk);
    kind.basis()
        .ifPresentOrElse(basis -> letIn(tx, batch, chunk, basis), () -> keepOut(tx, batch, chunk));
  }

  private void letIn(Handle tx, ImportBatch batch, Chunk chunk, LegalBasis basis) {
    update(tx, "fill_profiles", chunk);
    String kind = basis == LegalBasis.SOFT_OPT_IN ? "SOFT_OPT_IN" : "CONSENT_GIVEN";
    for (TopicId topic : batch.topics()) {
      append(tx, chunk, Optional.of(topic), kind, Outcome.NEW, Outcome.KNOWN, Outcome.SUPPRESSED);
    }
  }

  private void keepOut(Handle tx, ImportBatch batch, Chunk chunk) {
    for (TopicId topic : batch.topics()) {
      append(tx, chunk, Optional.of(topic), "WITHDRAWAL", Outcome.OPTED_OUT, Outcome.COMPLAINT);
    }
    append(tx, chunk, Optional.empty(), "COMPLAINT", Outcome.COMPLAINT);
  }

  private void append(
      Handle tx, Chunk chunk, Optional<TopicId> topic, String kind, Outcome... outcomes) {
    String[] names = new String[outcomes.length];
    for (int i = 0; i < names.length; i++) {
      names[i] = outcomes[i].name();
    }
    tx.createUpdate(sql.text(ImportRun.class, "append"))
        .bindMap(chunk.places())
        .bind("topic", topic.map(TopicId::value).orElse(null))
        .bind("kind", kind)
        .bind("outcomes", names)
        .execute();
  }

  private void addRecipients(Handle tx, Chunk chunk) {
    int made =
        tx.createUpdate(sql.text(ImportRun.class, "add_recipients"))
            .bindMap(chunk.places())
            .bind("keyId", keys.currentId())
            .execute();
    int recognised =
        tx.createUpdate(sql.text(ImportRun.class, "recognise_recipients"))
            .bindMap(chunk.places())
            .execute();
    if (made != recognised) {
      // somebody in this chunk signed up this very moment: ask anew what that means
      throw new IllegalStateException("import " + chunk.batch() + " met a new recipient");
    }
  }

  private void list(Handle tx, Chunk chunk) {
    tx.createUpdate(sql.text(ImportRun.class, "list"))
        .bindMap(chunk.places())
        .bind("keyId", keys.currentId())
        .execute();
  }

  private void classify(Handle tx, ImportKind kind, Chunk chunk) {
    String name =
        switch (kind) {
          case CUSTOMERS, CONSENTS -> "classify_permissions";
          case OPT_OUTS -> "classify_opt_outs";
          case SUPPRESSION -> "classify_suppression";
        };
    var update = tx.createUpdate(sql.text(ImportRun.class, name)).bindMap(chunk.places());
    kind.basis().ifPresent(basis -> update.bind("basis", basis.name()));
    update.execute();
  }

  private void count(Handle tx, ImportBatchId id) {
    tx.createUpdate("DELETE FROM import_count WHERE batch_id = :batch")
        .bind("batch", id.value())
        .execute();
    update(tx, "count", id);
  }

  private void update(Handle tx, String statement, ImportBatchId id) {
    tx.createUpdate(sql.text(ImportRun.class, statement)).bind("batch", id.value()).execute();
  }

  private void update(Handle tx, String statement, Chunk chunk) {
    tx.createUpdate(sql.text(ImportRun.class, statement)).bindMap(chunk.places()).execute();
  }

  private static void prolong(Handle tx, ImportBatchId id) {
    tx.createUpdate(
            "UPDATE import_batch SET lease_until = clock_timestamp() + interval '2 minutes' WHERE id = :batch")
        .bind("batch", id.value())
        .execute();
  }

  private <T> T inTransaction(Function<Handle, T> work) {
    return sql.with(
        handle ->
            handle.inTransaction(
                tx -> {
                  tx.execute("SET LOCAL statement_timeout = '10min'");
                  tx.execute("SET LOCAL lock_timeout = '30s'");
                  return work.apply(tx);
                }));
  }

  /** Records of a batch, from one number to another. */
  record Chunk(long batch, int from, int to) {
    Chunk(ImportBatchId batch, int from, int to) {
      this(batch.value(), from, to);
    }

    /** Its values by the names that the statements give them. */
    Map<String, Object> places() {
      return Map.of("batch", batch, "from", from, "to", to);
    }
  }
}
