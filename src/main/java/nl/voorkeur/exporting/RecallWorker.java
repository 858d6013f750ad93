package nl.voorkeur.exporting;

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

/** Keeps the recall feeds up to the second, on every node; a feed is one node's at a time. */
@Singleton
@Startup
@DependsOn("Migration")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class RecallWorker {

  private final AtomicBoolean busy = new AtomicBoolean();
  private RecallStore feeds;
  private ExportStore exports;

  /** For the container. */
  public RecallWorker() {}

  @Inject
  public RecallWorker(Sql sql) {
    this.feeds = new RecallStore(sql);
    this.exports = new ExportStore(sql);
  }

  @Schedule(hour = "*", minute = "*", second = "*/2", persistent = false)
  @PermitAll
  public void work() {
    if (busy.compareAndSet(false, true)) {
      try {
        feeds.advance();
      } finally {
        busy.set(false);
      }
    }
  }

  @Schedule(hour = "*", minute = "*", second = "30", persistent = false)
  @PermitAll
  public void tidy() {
    exports.breakOffForgotten();
  }
}
