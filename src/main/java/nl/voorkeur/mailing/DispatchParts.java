package nl.voorkeur.mailing;

/** What the workers of a node share. */
record DispatchParts(
    DeliveryStore deliveries,
    Claims claims,
    Turns turns,
    Allowance allowance,
    RetryPlan retries,
    Misgivings misgivings,
    Alarm alarm) {

  Pacing pacing() {
    return allowance.pacing();
  }
}
