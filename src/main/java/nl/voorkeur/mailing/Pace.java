package nl.voorkeur.mailing;

/**
 * Spaces messages evenly (the generic cell rate algorithm, ITU-T I.371): in any ten seconds at most
 * 2 % more than the rate leave, and a message that was late for a tenth of a second is made up for.
 * Not for several threads at once.
 */
final class Pace {

  private static final double SECOND = 1e9;
  private static final double SLACK_NANOS = 1e8;

  /** Below it a single message more would be over 2 % of ten seconds, so nothing is made up for. */
  private static final double SLOW = 10;

  private double perSecond;
  private long next;
  private long slot;

  /**
   * @param now of a clock that only goes forward, in nanoseconds
   */
  Pace(double perSecond, long now) {
    this.perSecond = perSecond;
    this.next = now;
    this.slot = now;
  }

  void rate(double rate) {
    perSecond = rate;
  }

  /** How long before a message may leave; 0 for now. */
  long waitNanos(long now) {
    long slack = perSecond > SLOW ? (long) SLACK_NANOS : 0;
    return Math.max(0, next - slack - now);
  }

  /**
   * Whether that time may be promised to somebody: it is within their patience, or nobody was
   * promised the next turn.
   */
  boolean isSoon(long now, long patience) {
    return waitNanos(now) <= Math.max(patience, interval());
  }

  /** One leaves now. */
  void leaves(long now) {
    next = Math.max(next, now) + interval();
  }

  /**
   * One leaves at a later time, for the sake of another pace. A slow pace lets none go before it,
   * as its turn would be counted twice.
   */
  void leavesLater(long now, long later) {
    leaves(perSecond > SLOW ? now : later);
  }

  /** When there will be room for one that is put off, behind all that were put off before. */
  long slotNanos(long now) {
    slot = Math.max(Math.max(slot, next), now) + interval();
    return slot - now;
  }

  boolean isIdle(long now) {
    return next <= now && slot <= now;
  }

  private long interval() {
    return (long) Math.ceil(SECOND / perSecond);
  }
}
