package nl.voorkeur.mailing;

import nl.voorkeur.permission.SendGate;

/** What the workers of a node share. */
record DispatchParts(
    DeliveryStore deliveries,
    SendGate gate,
    Allowance allowance,
    RetryPlan retries,
    Misgivings misgivings,
    Alarm alarm) {

  Pacing pacing() {
    return allowance.pacing();
  }
}
