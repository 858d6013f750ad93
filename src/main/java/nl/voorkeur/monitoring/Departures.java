package nl.voorkeur.monitoring;

import java.time.Instant;
import nl.voorkeur.kernel.TopicId;

/**
 * What people said when they stopped a topic.
 *
 * @param reason a code; bundle keys {@code leaving.X}
 * @param people how many gave it
 */
public record Departures(String reason, long people) {

  /** What one of them wrote besides, without who that was. */
  public record Words(TopicId topic, String reason, String text, Instant at) {}
}
