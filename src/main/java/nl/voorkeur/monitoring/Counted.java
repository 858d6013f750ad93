package nl.voorkeur.monitoring;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.permission.Tally;

/**
 * How many people a controller knows, and whom each of its topics may reach.
 *
 * @param at when they were counted, the oldest count of them; nothing when that was just now
 */
public record Counted(long known, Map<TopicId, Tally> topics, Optional<Instant> at) {

  public Counted {
    topics = Map.copyOf(topics);
  }
}
