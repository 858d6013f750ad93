package nl.voorkeur.webhook;

import jakarta.annotation.Resource;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import nl.voorkeur.platform.configuration.Configuration;
import nl.voorkeur.platform.configuration.Setting;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.token.Seal;

/**
 * Hears and tells, on every node; a message is one node's at a time. Programs are told side by
 * side, so that a slow one holds up nobody else.
 */
@Singleton
@Startup
@DependsOn("Migration")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class WebhookWorker {

  /** It took nothing for so long: somebody has to look. */
  private static final Duration PATIENCE = Duration.ofDays(5);

  /** Programs that are told at a time by one node. */
  private static final int SIDE_BY_SIDE = 16;

  private final AtomicBoolean busy = new AtomicBoolean();
  private final Set<Long> telling = ConcurrentHashMap.newKeySet();
  @Resource private ManagedExecutorService executor;
  private WebhookStore store;
  private WebhookHearing hearing;
  private WebhookDelivery delivery;

  /** For the container. */
  public WebhookWorker() {}

  @Inject
  public WebhookWorker(Sql sql, Seal seal, Configuration configuration, Clock clock) {
    this.store = new WebhookStore(sql);
    this.hearing = new WebhookHearing(sql);
    this.delivery =
        new WebhookDelivery(
            store, seal, new WebhookUrl(configuration.get(Setting.WEBHOOK_PRIVATE)), clock);
  }

  @Schedule(hour = "*", minute = "*", second = "*/2", persistent = false)
  @PermitAll
  public void hear() {
    if (busy.compareAndSet(false, true)) {
      try {
        hearing.hear();
      } finally {
        busy.set(false);
      }
    }
  }

  @Schedule(hour = "*", minute = "*", second = "1/2", persistent = false)
  @PermitAll
  public void tell() {
    for (WebhookStore.Target target : store.due()) {
      if (telling.size() < SIDE_BY_SIDE && telling.add(target.id())) {
        executor.execute(() -> tell(target));
      }
    }
  }

  private void tell(WebhookStore.Target target) {
    try {
      delivery.deliver(target);
    } finally {
      telling.remove(target.id());
    }
  }

  @Schedule(hour = "*", minute = "17", persistent = false)
  @PermitAll
  public void tidy() {
    store.disable(PATIENCE);
  }

  @Schedule(hour = "4", minute = "11", persistent = false)
  @PermitAll
  public void forget() {
    store.forget();
  }
}
