package nl.voorkeur.monitoring;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.text.Times;

/**
 * Counts once a day what the dashboard shows over time, on every node: what was counted already is
 * left as it is. A portal that was down catches up, the first time for the year before.
 */
@Singleton
@Startup
@DependsOn("Migration")
public class DailyCounts {

  private static final int DAYS = 366;

  /**
   * What nobody looked at for so long is counted anew, so that the next who looks sees no old
   * figure.
   */
  private static final Duration OLDEST = Duration.ofHours(1);

  private CountStore store;
  private TallyStore tallies;
  private Clock clock;

  /** For the container. */
  public DailyCounts() {}

  @Inject
  public DailyCounts(Sql sql, Clock clock) {
    this.store = new CountStore(sql);
    this.tallies = new TallyStore(sql);
    this.clock = clock;
  }

  /**
   * Looks every five minutes whether there is a day to count, so that a new portal need not wait.
   */
  @Schedule(hour = "*", minute = "*/5", persistent = false)
  @PermitAll
  public void count() {
    Instant now = clock.instant();
    LocalDate today = LocalDate.ofInstant(now, Times.ZONE);
    store.countTopics(today, now);
    store.countDays(today.minusDays(DAYS), today);
    tallies.controllers().stream()
        .filter(one -> !tallies.isFew(one, Tallies.FEW))
        .forEach(one -> tallies.count(one, now.minus(OLDEST), now));
  }
}
