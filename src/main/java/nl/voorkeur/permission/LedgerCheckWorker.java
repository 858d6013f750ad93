package nl.voorkeur.permission;

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
import java.util.concurrent.atomic.AtomicBoolean;
import nl.voorkeur.platform.persistence.Sql;

/** Checks the ledger every night and when somebody asks, on one node at a time. */
@Singleton
@Startup
@DependsOn("Migration")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class LedgerCheckWorker {

  private final AtomicBoolean busy = new AtomicBoolean();
  private CheckStore store;

  /** For the container. */
  public LedgerCheckWorker() {}

  @Inject
  public LedgerCheckWorker(Sql sql) {
    this.store = new CheckStore(sql);
  }

  @Schedule(hour = "3", minute = "17", persistent = false)
  @PermitAll
  public void want() {
    store.want("system");
  }

  @Schedule(hour = "*", minute = "*", second = "*/2", persistent = false)
  @PermitAll
  public void work() {
    if (busy.compareAndSet(false, true)) {
      try {
        store
            .claim()
            .ifPresent(
                id -> {
                  while (store.advance(id)) {
                    // slice by slice
                  }
                });
      } finally {
        busy.set(false);
      }
    }
  }
}
