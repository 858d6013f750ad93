package nl.voorkeur.mailing;

import java.time.Duration;

/**
 * When to try again what the server would not take now: waits that grow from a minute to somewhat
 * over an hour, until a day has passed (RFC 5321 s. 4.5.4.1; a newsletter of yesterday is no news).
 */
record RetryPlan(Duration first, Duration longest, Duration lifetime) {

  static final RetryPlan USUAL =
      new RetryPlan(Duration.ofMinutes(1), Duration.ofSeconds(4000), Duration.ofHours(24));

  /**
   * @param attempts how many failed so far, from 1
   */
  Duration delay(int attempts) {
    Duration doubled = first.multipliedBy(1L << Math.min(attempts - 1, 20));
    return doubled.compareTo(longest) < 0 ? doubled : longest;
  }
}
