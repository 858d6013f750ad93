package nl.voorkeur.mailing;

/** What the workers of a node share. */
record DispatchParts(
    DeliveryStore deliveries,
    Turns turns,
    Allowance allowance,
    RetryPlan retries,
    Misgivings misgivings,
    Alarm alarm) {

  Pacing pacing() {
    return allowance.pacing();
  }
}
