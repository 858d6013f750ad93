package nl.voorkeur.importing;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import nl.voorkeur.kernel.ImportBatchId;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.recipient.AddressKeys;

/**
 * Does the imports that take longer than a caller waits, one at a time on each node, and goes on
 * with those that a stopped node left behind. The work lies in PostgreSQL under a lease.
 */
@Singleton
@Startup
@DependsOn("Migration")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class ImportWorker {

  private final AtomicBoolean busy = new AtomicBoolean();
  private BatchStore batches;
  private ImportRun run;

  /** For the container. */
  public ImportWorker() {}

  @Inject
  public ImportWorker(Sql sql, AddressKeys keys, Clock clock) {
    this.batches = new BatchStore(sql);
    FileStore files = new FileStore(sql);
    this.run = new ImportRun(sql, batches, files, new Staging(sql, keys, clock), keys);
  }

  /** Works until nothing waits. */
  @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
  @PermitAll
  public void work() {
    if (busy.compareAndSet(false, true)) {
      try {
        for (Optional<ImportBatchId> next = batches.claim(ImportRun.LEASE);
            next.isPresent();
            next = batches.claim(ImportRun.LEASE)) {
          run.advance(next.get());
        }
      } finally {
        busy.set(false);
      }
    }
  }
}
