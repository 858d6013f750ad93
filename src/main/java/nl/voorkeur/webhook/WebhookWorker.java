package nl.voorkeur.webhook;

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
import java.util.concurrent.atomic.AtomicBoolean;
import nl.voorkeur.platform.configuration.Configuration;
import nl.voorkeur.platform.configuration.Setting;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.token.Seal;

/** Hears and tells, on every node; a message is one node's at a time. */
@Singleton
@Startup
@DependsOn("Migration")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class WebhookWorker {

  private final AtomicBoolean hearing = new AtomicBoolean();
  private final AtomicBoolean telling = new AtomicBoolean();
  private WebhookStore store;
  private WebhookDelivery delivery;

  /** For the container. */
  public WebhookWorker() {}

  @Inject
  public WebhookWorker(Sql sql, Seal seal, Configuration configuration, Clock clock) {
    this.store = new WebhookStore(sql);
    this.delivery =
        new WebhookDelivery(
            store, seal, new WebhookUrl(configuration.get(Setting.WEBHOOK_PRIVATE)), clock);
  }

  @Schedule(hour = "*", minute = "*", second = "*/2", persistent = false)
  @PermitAll
  public void hear() {
    once(hearing, store::hear);
  }

  @Schedule(hour = "*", minute = "*", second = "1/2", persistent = false)
  @PermitAll
  public void tell() {
    once(telling, delivery::deliver);
  }

  @Schedule(hour = "4", minute = "11", persistent = false)
  @PermitAll
  public void forget() {
    store.forget();
  }

  private static void once(AtomicBoolean busy, Runnable work) {
    if (busy.compareAndSet(false, true)) {
      try {
        work.run();
      } finally {
        busy.set(false);
      }
    }
  }
}
