package nl.voorkeur.mailing;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import nl.voorkeur.kernel.ControllerId;

/**
 * What the workers of this node may take for each controller: within its connections, its pace and,
 * while a warm-up plan runs, what is left of the day.
 */
final class Allowance {

  /** Longer than a share holds, so that a node never takes over what another still uses. */
  private static final long LEASE_SECONDS = 6;

  private static final long LOOK_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final Pacing pacing;
  private final SendingRuleStore store;
  private final Clock clock;
  private final ZoneId zone;
  private final long begun = System.nanoTime();
  private final Map<ControllerId, Long> usedUpUntil = new ConcurrentHashMap<>();
  private volatile Map<ControllerId, SendingRules> rules = Map.of();

  /**
   * @param zone in which a day begins
   */
  Allowance(Pacing pacing, SendingRuleStore store, Clock clock, ZoneId zone) {
    this.pacing = pacing;
    this.store = store;
    this.clock = clock;
    this.zone = zone;
  }

  /** What a worker may claim; to be closed when it was dealt with. */
  final class Taken implements AutoCloseable {
    private final ControllerId controller;
    private final int most;
    private final Optional<LocalDate> day;
    private int unused;

    private Taken(ControllerId controller, int most, Optional<LocalDate> day) {
      this.controller = controller;
      this.most = most;
      this.day = day;
      this.unused = most;
    }

    int most() {
      return most;
    }

    /** So many messages were offered to the server. */
    void used(int messages) {
      unused -= messages;
    }

    @Override
    public void close() {
      pacing.leave(controller);
      day.ifPresent(date -> store.giveBack(controller, date, unused));
    }
  }

  Pacing pacing() {
    return pacing;
  }

  /**
   * Reads the rules anew and counts the nodes. A node that has just begun leaves limited mail to
   * the others until they have counted it, too.
   */
  void refresh(UUID node) {
    Map<ControllerId, SendingRules> now = store.all();
    Pacing.Share share = store.share(node, LEASE_SECONDS);
    boolean counted = System.nanoTime() - begun > Pacing.SHARE_HOLDS.toNanos();
    rules = now;
    pacing.set(now, share, counted || share.nodes() == 1);
  }

  /** Leave to claim some of a controller's messages; nothing while it has to wait. */
  Optional<Taken> take(ControllerId controller, int most) {
    if (isUsedUp(controller) || !pacing.enter(controller)) {
      return Optional.empty();
    }
    int batch = pacing.batch(controller, most);
    LocalDate day = LocalDate.ofInstant(clock.instant(), zone);
    Optional<Integer> dayMost =
        Optional.ofNullable(rules.get(controller)).flatMap(one -> one.most(day));
    if (dayMost.isEmpty()) {
      return Optional.of(new Taken(controller, batch, Optional.empty()));
    }
    int granted = store.grant(controller, day, dayMost.get(), batch);
    if (granted == 0) {
      pacing.leave(controller);
      usedUpUntil.put(controller, System.nanoTime() + LOOK_AGAIN_NANOS);
      return Optional.empty();
    }
    return Optional.of(new Taken(controller, granted, Optional.of(day)));
  }

  private boolean isUsedUp(ControllerId controller) {
    Long until = usedUpUntil.get(controller);
    return until != null && System.nanoTime() - until < 0;
  }
}
