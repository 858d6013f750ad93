package nl.voorkeur.mailing;

import java.time.Duration;

/**
 * When to try again what the server would not take now: waits that grow from a minute to somewhat
 * over an hour (RFC 5321 s. 4.5.4.1), until the lifetime of the mailing is over, as a newsletter of
 * yesterday is no news.
 */
record RetryPlan(Duration first, Duration longest) {

  static final RetryPlan USUAL = new RetryPlan(Duration.ofMinutes(1), Duration.ofSeconds(4000));

  /**
   * @param attempts how many failed so far, from 1
   */
  Duration delay(int attempts) {
    Duration doubled = first.multipliedBy(1L << Math.min(attempts - 1, 20));
    return doubled.compareTo(longest) < 0 ? doubled : longest;
  }
}
