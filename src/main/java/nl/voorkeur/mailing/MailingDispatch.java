package nl.voorkeur.mailing;

import io.prometheus.metrics.core.metrics.Counter;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
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
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.MailingId;
import nl.voorkeur.permission.SendGate;
import nl.voorkeur.platform.configuration.Configuration;
import nl.voorkeur.platform.configuration.Setting;
import nl.voorkeur.platform.mail.DkimSigner;
import nl.voorkeur.platform.mail.MailServer;
import nl.voorkeur.platform.metrics.Meters;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.security.Audit;
import nl.voorkeur.platform.token.LinkUrls;
import nl.voorkeur.platform.token.ReturnPaths;
import nl.voorkeur.platform.token.Seal;

/**
 * Keeps mail going on this node: every second it renews the leases of its workers, takes care of
 * what dead workers left behind, and starts workers when there is something to send. All nodes do
 * this alike and share nothing but the database.
 */
@Singleton
@Startup
@DependsOn("Migration")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class MailingDispatch {

  private static final Logger LOG = Logger.getLogger(MailingDispatch.class.getName());

  /** Renewed every second; so what a node held that died goes on elsewhere within ten. */
  private static final Duration LEASE = Duration.ofSeconds(6);

  private static final int RATES_EVERY = 5;

  private final UUID node = UUID.randomUUID();

  private final Set<UUID> workers = ConcurrentHashMap.newKeySet();

  @Resource private ManagedExecutorService executor;
  @Inject private Sql sql;
  @Inject private SendGate gate;
  @Inject private MailServer server;
  @Inject private DkimSigner dkim;
  @Inject private Seal seal;
  @Inject private LinkUrls urls;
  @Inject private ReturnPaths returnPaths;
  @Inject private Configuration configuration;
  @Inject private Audit audit;
  @Inject private Meters meters;
  @Inject private Clock clock;

  private DeliveryStore deliveries;
  private SystemMailStore systemMail;
  private SendingRuleStore rules;
  private Allowance allowance;
  private Counter held;
  private DispatchWorker worker;
  private int ticks;
  private volatile boolean stopping;
  private volatile boolean outage;

  @PostConstruct
  void build() {
    deliveries = new DeliveryStore(sql);
    systemMail = new SystemMailStore(sql);
    rules = new SendingRuleStore(sql);
    allowance =
        new Allowance(
            new Pacing(server.perSecond(), System::nanoTime),
            rules,
            clock,
            configuration.get(Setting.TIME_ZONE));
    held =
        meters.counter(
            "voorkeur_mailings_held",
            "Mailings that the portal itself held, by why.",
            "cause",
            Arrays.stream(Alarm.Cause.values()).map(Enum::name));
    LetterWriter letters = LetterWriter.usual();
    MessageWriter writer = new MessageWriter(dkim, new ControllerKeyStore(sql, seal), clock);
    SystemMessages messages =
        new SystemMessages(
            letters,
            writer,
            urls,
            returnPaths,
            configuration.get(Setting.CONFIRM_DAYS),
            configuration.get(Setting.LINK_MINUTES));
    MailingStore mailings = new MailingStore(sql);
    worker =
        new DispatchWorker(
            new DispatchParts(
                deliveries,
                new Claims(deliveries),
                new Turns(new SettlementStore(sql), gate),
                DispatchParts.oneForEachProcessor(),
                allowance,
                RetryPlan.USUAL,
                new Misgivings(),
                this::heldBack),
            new SystemMailRound(
                systemMail, gate, allowance.pacing(), new LetterheadStore(sql), messages),
            server,
            id ->
                new MailingMessages(
                    mailings.job(id).orElseThrow(), letters, writer, urls, returnPaths));
  }

  /** The alarm: the audit trail, the mailing's page, and a metric that rises. */
  private void heldBack(
      MailingId mailing, Optional<ControllerId> controller, Alarm.Cause cause, String detail) {
    LOG.log(Level.WARNING, "mailing {0} is held: {1}", new Object[] {mailing, cause});
    held.labelValues(cause.name()).inc();
    audit.record("MAILING_HELD", controller, "mailing " + mailing, cause + ": " + detail);
  }

  @PreDestroy
  void stop() {
    stopping = true;
    try {
      rules.depart(node);
    } catch (RuntimeException outage) {
      LOG.log(Level.FINE, "the others notice by themselves that this node is gone");
    }
  }

  /**
   * By itself, as a slow look at millions of deliveries must not cost the leases. Neither throws,
   * as the container drops a timer that does.
   */
  @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
  void renew() {
    try {
      deliveries.renew(Set.copyOf(workers), LEASE);
    } catch (RuntimeException away) {
      LOG.log(Level.FINE, "leases are renewed when the database is back", away);
    }
  }

  @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
  void tick() {
    try {
      // before anybody thinks them dead after an outage
      deliveries.renew(Set.copyOf(workers), LEASE);
      deliveries.recover();
      allowance.refresh(node);
      if (systemMail.isAnythingWaiting()) {
        startWorkers();
        if (ticks++ % RATES_EVERY == 0) {
          deliveries.badRates().forEach(this::holdForRate);
        }
      }
      outage = false;
    } catch (RuntimeException failure) {
      if (!outage) {
        LOG.log(Level.WARNING, "sending waits for the database", failure);
      }
      outage = true;
    }
  }

  private void holdForRate(DeliveryStore.BadRate bad) {
    if (deliveries.hold(bad.mailing(), bad.reason())) {
      heldBack(bad.mailing(), Optional.of(bad.controller()), bad.cause(), bad.percent() + " %");
    }
  }

  /**
   * As many as are missing now, as who finds nothing ends faster than others are started. Their
   * leases are there first, so one that the database refuses is no worker yet.
   */
  private void startWorkers() {
    long missing = Math.max(0, server.connections() - workers.size());
    List<UUID> next = Stream.generate(UUID::randomUUID).limit(missing).toList();
    deliveries.renew(next, LEASE);
    for (UUID id : next) {
      if (stopping) {
        return;
      }
      workers.add(id);
      try {
        executor.execute(() -> work(id));
      } catch (RejectedExecutionException | IllegalStateException full) {
        workers.remove(id);
        return;
      }
    }
  }

  private void work(UUID id) {
    try {
      worker.run(id, () -> stopping);
    } catch (RuntimeException failure) {
      LOG.log(Level.WARNING, "a mail worker stopped; another takes over", failure);
    } finally {
      workers.remove(id);
    }
  }
}
