package nl.voorkeur.mailing;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import nl.voorkeur.kernel.MailingId;

/**
 * How often in a row the server put a mailing off for reasons that lie with us (4.7.x), on this
 * node. Once may be a mood of the server, a series is a refusal.
 */
final class Misgivings {

  private static final int SERIES = 10;

  private final Map<MailingId, Integer> inARow = new ConcurrentHashMap<>();

  /** Another one; answers whether they have become a series. */
  boolean isSeriesNow(MailingId mailing) {
    return inARow.merge(mailing, 1, Integer::sum) >= SERIES;
  }

  /** A message was taken, or the mailing is held. */
  void over(MailingId mailing) {
    if (!inARow.isEmpty()) {
      inARow.remove(mailing);
    }
  }
}
