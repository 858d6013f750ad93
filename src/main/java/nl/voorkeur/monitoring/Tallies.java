package nl.voorkeur.monitoring;

import jakarta.annotation.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.permission.PermissionDecisions;
import nl.voorkeur.permission.Tally;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.security.Role;

/**
 * How many people there are and whom each topic may reach, for pages that show it beside other
 * things. While there are few people they are counted at once. Of more, the last count is shown
 * with its moment and a new one is taken behind the page, as counting a million people takes longer
 * than somebody who opens a page should wait. Who needs the number of this very moment asks {@link
 * PermissionDecisions#tally}.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
public class Tallies {

  /** So many are counted while somebody waits. */
  static final int FEW = 20_000;

  /** A count as young as this needs no other. */
  static final Duration FRESH = Duration.ofMinutes(2);

  @Resource private ManagedExecutorService managed;
  private TallyStore store;
  private PermissionDecisions decisions;
  private Clock clock;

  /** For the container. */
  public Tallies() {}

  @Inject
  public Tallies(Sql sql, PermissionDecisions decisions, Clock clock) {
    this.store = new TallyStore(sql);
    this.decisions = decisions;
    this.clock = clock;
  }

  /** The counts of a controller and of some of its topics. */
  public Counted of(ControllerId controller, List<TopicId> topics) {
    return of(controller, topics, FEW, managed);
  }

  Counted of(ControllerId controller, List<TopicId> topics, int few, Executor later) {
    if (store.isFew(controller, few)) {
      Map<TopicId, Tally> tallies = new HashMap<>();
      topics.forEach(topic -> tallies.put(topic, decisions.tally(controller, topic)));
      return new Counted(store.known(controller), tallies, Optional.empty());
    }
    Instant now = clock.instant();
    Optional<Counted> kept = store.kept(controller, topics);
    if (kept.isEmpty()) {
      store.count(controller, now, now);
      return store
          .kept(controller, topics)
          .orElseGet(() -> new Counted(store.known(controller), Map.of(), Optional.empty()));
    }
    Instant limit = now.minus(FRESH);
    if (kept.flatMap(Counted::at).filter(limit::isAfter).isPresent()) {
      later.execute(() -> store.count(controller, limit, now));
    }
    return kept.get();
  }
}
