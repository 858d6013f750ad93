package nl.voorkeur.mailing;

import java.util.List;
import java.util.UUID;
import nl.voorkeur.kernel.MailingId;

/**
 * What the workers of a node take, one after the other: a mailing hands out to one at a time, and
 * those who wait would each keep a connection to the database for it.
 */
final class Claims {

  private final DeliveryStore deliveries;

  Claims(DeliveryStore deliveries) {
    this.deliveries = deliveries;
  }

  /** Takes some deliveries for one worker; none when nothing is left that could go now. */
  synchronized List<Claimed> take(MailingId mailing, UUID claim, int most) {
    return deliveries.claim(mailing, claim, most);
  }
}
