package nl.voorkeur.mailing;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import nl.voorkeur.kernel.MailingId;

/**
 * What the workers of a node take from each mailing, one after the other: all at once they would
 * wade through what the others are just taking. The low-water mark that they share keeps them from
 * wading through what was done before.
 */
final class Claims {

  private final DeliveryStore deliveries;
  private final Map<MailingId, Mark> marks = new ConcurrentHashMap<>();

  Claims(DeliveryStore deliveries) {
    this.deliveries = deliveries;
  }

  private static final class Mark {
    private long after;
  }

  /** Takes some deliveries for one worker; none when nothing is left that could go now. */
  List<Claimed> take(MailingId mailing, UUID claim, int most) {
    Mark mark = marks.computeIfAbsent(mailing, id -> new Mark());
    synchronized (mark) {
      List<Claimed> people = deliveries.claim(mailing, claim, mark.after, most);
      if (people.isEmpty() && mark.after > 0) {
        // what was given back lies below the mark
        mark.after = 0;
        people = deliveries.claim(mailing, claim, mark.after, most);
      }
      if (people.isEmpty()) {
        marks.remove(mailing, mark); // it may be over
      }
      mark.after =
          people.stream()
              .filter(Claimed::fresh)
              .mapToLong(person -> person.recipient().value())
              .max()
              .orElse(mark.after);
      return people;
    }
  }
}
