package nl.voorkeur.mailing;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.platform.configuration.Configuration;
import nl.voorkeur.platform.configuration.Setting;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.security.Audit;
import nl.voorkeur.platform.security.Role;

/**
 * How fast a controller's mail may leave, how long it is tried, and when a mailing stops by itself.
 */
@Stateless
public class SendingLimits {

  private SendingRuleStore store;
  private ProgressStore progress;
  private Audit audit;
  private Clock clock;
  private ZoneId zone;

  /** For the container. */
  public SendingLimits() {}

  @Inject
  public SendingLimits(Sql sql, Audit audit, Configuration configuration, Clock clock) {
    this.store = new SendingRuleStore(sql);
    this.progress = new ProgressStore(sql);
    this.audit = audit;
    this.clock = clock;
    this.zone = configuration.get(Setting.TIME_ZONE);
  }

  /** What holds for a controller. */
  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public SendingRules of(ControllerId controller) {
    return store.find(controller).orElse(SendingRules.USUAL);
  }

  /** Holds from the next second on, on every node. */
  @RolesAllowed(Role.ADMINISTRATOR)
  public void save(ControllerId controller, SendingRules rules) {
    store.save(controller, rules);
    audit.record("SENDING_RULES_SAVED", Optional.of(controller), "", "");
  }

  /**
   * What the warm-up plan lets go today.
   *
   * @param used how much of it was given out
   */
  public record Today(int most, int used) {}

  /** Nothing while no plan runs. */
  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public Optional<Today> today(ControllerId controller) {
    LocalDate day = LocalDate.ofInstant(clock.instant(), zone);
    return of(controller).most(day).map(most -> new Today(most, store.used(controller, day)));
  }

  /** For what a mailing waits; nothing when it goes on as fast as it can, or isn't being sent. */
  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public Optional<Waiting> waiting(ControllerId controller, Mailing mailing) {
    if (mailing.state() != MailingState.SENDING) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    Optional<Instant> opens = mailing.window().flatMap(window -> window.opensAfter(now));
    if (opens.isPresent()) {
      return Optional.of(new Waiting(Waiting.Why.WINDOW, opens));
    }
    if (today(controller).filter(one -> one.used() >= one.most()).isPresent()) {
      Instant tomorrow = LocalDate.ofInstant(now, zone).plusDays(1).atStartOfDay(zone).toInstant();
      return Optional.of(new Waiting(Waiting.Why.WARM_UP, Optional.of(tomorrow)));
    }
    Optional<Instant> again = progress.nextAttempt(controller, mailing.id());
    if (again.isPresent()) {
      return Optional.of(new Waiting(Waiting.Why.RETRY, again));
    }
    SendingRules rules = of(controller);
    return rules.perSecond().isPresent() || rules.connections().isPresent()
        ? Optional.of(new Waiting(Waiting.Why.LIMIT, Optional.empty()))
        : Optional.empty();
  }
}
