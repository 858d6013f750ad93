package nl.voorkeur.mailing;

import jakarta.annotation.PostConstruct;
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
import java.util.logging.Level;
import java.util.logging.Logger;
import nl.voorkeur.kernel.MailingId;
import nl.voorkeur.platform.configuration.Configuration;
import nl.voorkeur.platform.configuration.Setting;
import nl.voorkeur.platform.persistence.Sql;

/**
 * Starts mailings whose moment has come, and sends messages that try one out. Every node does this
 * alike; the rows in the database let one of them through.
 */
@Singleton
@Startup
@DependsOn("Migration")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class MailingClock {

  private static final Logger LOG = Logger.getLogger(MailingClock.class.getName());

  private final AtomicBoolean busy = new AtomicBoolean();

  @Inject private Sql sql;
  @Inject private ScheduledStart starter;
  @Inject private TestMails tests;
  @Inject private Clock clock;
  @Inject private Configuration configuration;

  private DraftStore drafts;
  private ResponseStore responses;
  private volatile boolean outage;

  @PostConstruct
  void build() {
    drafts = new DraftStore(sql);
    responses = new ResponseStore(sql);
  }

  /** Never throws, as the container drops a timer that does. */
  @Schedule(hour = "*", minute = "*", second = "*/2", persistent = false)
  void tick() {
    if (!busy.compareAndSet(false, true)) {
      return;
    }
    try {
      drafts.due(clock.instant()).forEach(this::start);
      tests.sendWaiting();
      outage = false;
    } catch (RuntimeException failure) {
      if (!outage) {
        LOG.log(Level.WARNING, "scheduled mailings wait for the database", failure);
      }
      outage = true;
    } finally {
      busy.set(false);
    }
  }

  /** Of opens and clicks of a while ago only numbers are left. */
  @Schedule(hour = "*", minute = "23", second = "0", persistent = false)
  void forget() {
    try {
      responses.fold(configuration.get(Setting.RESPONSE_DAYS));
    } catch (RuntimeException failure) {
      LOG.log(Level.WARNING, "opens and clicks wait for the database", failure);
    }
  }

  /** One that fails does not keep the others. */
  private void start(MailingId id) {
    try {
      starter.begin(id);
    } catch (RuntimeException failure) {
      LOG.log(Level.WARNING, "mailing " + id + " could not be started at its time", failure);
    }
  }
}
