package nl.voorkeur.mailing;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import nl.voorkeur.kernel.ControllerId;

/**
 * How fast this node may send: its own limit, its share of what each controller allows, and of what
 * is allowed for a domain. Nodes that live share alike; a share holds for three seconds, so that a
 * node which was away never goes on with one that others have taken over.
 */
final class Pacing {

  /** A node that hasn't counted the others for so long sends nothing that is limited. */
  static final Duration SHARE_HOLDS = Duration.ofSeconds(3);

  private static final long STALE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long BUSY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final int MOST_DOMAINS = 10_000;

  /**
   * How long to wait for the next message.
   *
   * @param forDomain whether others, for other domains, needn't wait
   */
  record Wait(long nanos, boolean forDomain) {
    static final Wait NONE = new Wait(0, false);

    boolean isOver() {
      return nanos <= 0;
    }
  }

  /**
   * Which of the nodes this one is.
   *
   * @param rank from 0
   */
  record Share(int nodes, int rank) {
    static final Share ALL = new Share(1, 0);

    double of(double rate) {
      return rate / nodes;
    }

    int ofWhole(int number) {
      return number / nodes + (rank < number % nodes ? 1 : 0);
    }
  }

  private static final class Lane {
    private final Optional<Pace> pace;
    private final int most;
    private int busy;

    Lane(Optional<Pace> pace, int most) {
      this.pace = pace;
      this.most = most;
    }

    boolean isFull() {
      return busy >= most;
    }

    long waitNanos(long now) {
      return isFull() ? BUSY_NANOS : pace.map(one -> one.waitNanos(now)).orElse(0L);
    }
  }

  private record Place(ControllerId controller, String domain) {}

  private final LongSupplier nanos;
  private final Optional<Pace> node;
  private final Map<ControllerId, Lane> controllers = new HashMap<>();
  private final Map<Place, Lane> domains = new HashMap<>();
  private final Map<ControllerId, Integer> workers = new HashMap<>();
  private Map<ControllerId, SendingRules> rules = Map.of();
  private Share share = Share.ALL;
  private long shareUntil;

  /**
   * @param perSecond this node's own limit, 0 for none
   * @param nanos a clock that only goes forward
   */
  Pacing(int perSecond, LongSupplier nanos) {
    this.nanos = nanos;
    this.node =
        perSecond == 0 ? Optional.empty() : Optional.of(new Pace(perSecond, nanos.getAsLong()));
    this.shareUntil = nanos.getAsLong();
  }

  /**
   * What holds from now on, for {@link #SHARE_HOLDS}.
   *
   * @param counted whether the others have counted this node, so that it may take its share
   */
  synchronized void set(Map<ControllerId, SendingRules> now, Share mine, boolean counted) {
    if (!now.equals(rules) || !mine.equals(share)) {
      rules = Map.copyOf(now);
      share = mine;
      // their paces go on, so that saving a rule is no way around it
      controllers.replaceAll(
          (controller, lane) -> lane(lane, rateOf(controller), Optional.empty()));
      domains.replaceAll(
          (place, lane) ->
              lane(
                  lane,
                  ruleOf(place).flatMap(DomainRule::perSecond),
                  ruleOf(place).flatMap(DomainRule::connections)));
    }
    shareUntil = nanos.getAsLong() + (counted ? SHARE_HOLDS.toNanos() : 0);
  }

  /** Whether one more worker may send for this controller now; if so, it has to leave later. */
  synchronized boolean enter(ControllerId controller) {
    Optional<Integer> most = rulesOf(controller).connections();
    int now = workers.getOrDefault(controller, 0);
    if (most.isPresent() && (isStale() || now >= share.ofWhole(most.get()))) {
      return false;
    }
    workers.put(controller, now + 1);
    return true;
  }

  synchronized void leave(ControllerId controller) {
    workers.merge(controller, -1, Integer::sum);
  }

  /** How many to claim at once, so that no worker sits on what it can't send within a second. */
  synchronized int batch(ControllerId controller, int most) {
    return rateOf(controller)
        .map(rate -> (int) Math.max(1, Math.min(most, share.of(rate))))
        .orElse(most);
  }

  /** How many messages for a domain there is room for within about a second. */
  synchronized int room(ControllerId controller, String domain) {
    return ruleOf(new Place(controller, domain))
        .map(
            rule ->
                Math.min(
                    rule.perSecond()
                        .map(rate -> (int) Math.max(1, share.of(rate)))
                        .orElse(Integer.MAX_VALUE),
                    rule.connections().isPresent() && share.ofWhole(rule.connections().get()) == 0
                        ? 0
                        : Integer.MAX_VALUE))
        .orElse(Integer.MAX_VALUE);
  }

  /** How long before this controller's next message, whatever its domain. */
  synchronized Wait wait(ControllerId controller) {
    long now = nanos.getAsLong();
    return new Wait(Math.max(nodeWait(now), controllerWait(controller, now)), false);
  }

  /** Lets one message leave now, or says how long to wait. One that leaves has to end later. */
  synchronized Wait take(ControllerId controller, String domain) {
    long now = nanos.getAsLong();
    long general = Math.max(nodeWait(now), controllerWait(controller, now));
    if (general > 0) {
      return new Wait(general, false);
    }
    Optional<Lane> lane = domainLane(controller, domain, now);
    long special = lane.map(one -> isStale() ? STALE_NANOS : one.waitNanos(now)).orElse(0L);
    if (special > 0) {
      return new Wait(special, true);
    }
    paces(controller, lane, now).forEach(pace -> pace.leaves(now));
    lane.ifPresent(one -> one.busy++);
    return Wait.NONE;
  }

  /**
   * Gives one message the next turn, before all that wait for theirs: for the portal's own mail,
   * which a mailing at a low pace would keep back for as long as it lasts. Nothing while no turn
   * can be promised; else the time until it, and then the message leaves and has to end later.
   *
   * @param patience how long it may be until then, if others were promised turns
   */
  synchronized Optional<Duration> promise(
      ControllerId controller, String domain, Duration patience) {
    long now = nanos.getAsLong();
    Optional<Lane> lane = domainLane(controller, domain, now);
    boolean limited = lane.isPresent() || rateOf(controller).isPresent();
    List<Pace> paces = paces(controller, lane, now).toList();
    if (limited && isStale()
        || lane.filter(Lane::isFull).isPresent()
        || !paces.stream().allMatch(pace -> pace.isSoon(now, patience.toNanos()))) {
      return Optional.empty();
    }
    long wait = paces.stream().mapToLong(pace -> pace.waitNanos(now)).max().orElse(0);
    paces.forEach(pace -> pace.leavesLater(now, now + wait));
    lane.ifPresent(one -> one.busy++);
    return Optional.of(Duration.ofNanos(wait));
  }

  private Stream<Pace> paces(ControllerId controller, Optional<Lane> lane, long now) {
    return Stream.of(
            node,
            controllerLane(controller, now).flatMap(one -> one.pace),
            lane.flatMap(one -> one.pace))
        .flatMap(Optional::stream);
  }

  /** The message that was let go has ended. */
  synchronized void ended(ControllerId controller, String domain) {
    Lane lane = domains.get(new Place(controller, domain));
    if (lane != null && lane.busy > 0) {
      lane.busy--;
    }
  }

  /** When to come back with a message for a domain that has no room now. */
  synchronized Duration slot(ControllerId controller, String domain) {
    long now = nanos.getAsLong();
    return Duration.ofNanos(
        domainLane(controller, domain, now)
            .flatMap(lane -> lane.pace)
            .map(pace -> pace.slotNanos(now))
            .orElse(TimeUnit.SECONDS.toNanos(1)));
  }

  private boolean isStale() {
    return nanos.getAsLong() - shareUntil >= 0;
  }

  private long nodeWait(long now) {
    return node.map(pace -> pace.waitNanos(now)).orElse(0L);
  }

  private long controllerWait(ControllerId controller, long now) {
    return controllerLane(controller, now)
        .map(lane -> isStale() ? STALE_NANOS : lane.waitNanos(now))
        .orElse(0L);
  }

  private Optional<Lane> controllerLane(ControllerId controller, long now) {
    return rateOf(controller)
        .map(
            rate ->
                controllers.computeIfAbsent(
                    controller,
                    key ->
                        new Lane(Optional.of(new Pace(share.of(rate), now)), Integer.MAX_VALUE)));
  }

  private Optional<Lane> domainLane(ControllerId controller, String domain, long now) {
    Place place = new Place(controller, domain);
    return ruleOf(place).map(rule -> domains.computeIfAbsent(place, key -> fresh(rule, now)));
  }

  private Lane fresh(DomainRule rule, long now) {
    if (domains.size() >= MOST_DOMAINS) {
      domains
          .values()
          .removeIf(lane -> lane.busy == 0 && lane.pace.map(p -> p.isIdle(now)).orElse(true));
    }
    return new Lane(
        rule.perSecond().map(rate -> new Pace(share.of(rate), now)),
        rule.connections().map(share::ofWhole).orElse(Integer.MAX_VALUE));
  }

  private Lane lane(Lane before, Optional<Integer> rate, Optional<Integer> connections) {
    Optional<Pace> pace =
        rate.map(
            perSecond -> {
              Pace kept = before.pace.orElseGet(() -> new Pace(1, nanos.getAsLong()));
              kept.rate(share.of(perSecond));
              return kept;
            });
    Lane after = new Lane(pace, connections.map(share::ofWhole).orElse(Integer.MAX_VALUE));
    after.busy = before.busy;
    return after;
  }

  private SendingRules rulesOf(ControllerId controller) {
    return rules.getOrDefault(controller, SendingRules.USUAL);
  }

  private Optional<Integer> rateOf(ControllerId controller) {
    return rulesOf(controller).perSecond();
  }

  private Optional<DomainRule> ruleOf(Place place) {
    return rulesOf(place.controller()).domain(place.domain());
  }
}
