package nl.voorkeur.mailing;

import java.util.concurrent.Semaphore;

/**
 * What the workers of a node share.
 *
 * @param desks as many as write and sign messages at once: more than there are processors would
 *     only take them from those who send
 */
record DispatchParts(
    DeliveryStore deliveries,
    Claims claims,
    Turns turns,
    Semaphore desks,
    Allowance allowance,
    RetryPlan retries,
    Misgivings misgivings,
    Alarm alarm) {

  static Semaphore oneForEachProcessor() {
    return new Semaphore(Runtime.getRuntime().availableProcessors());
  }

  Pacing pacing() {
    return allowance.pacing();
  }
}
