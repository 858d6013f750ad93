package nl.voorkeur.preference;

import java.time.Instant;
import java.util.Optional;
import nl.voorkeur.kernel.RecipientId;

/**
 * A link that was mailed to a person who asked for it.
 *
 * @param wish what they chose before, to be kept when they use it
 */
public record FreshLink(
    long id, RecipientId recipient, Instant askedAt, Optional<Instant> usedAt, Wish wish) {

  /** Under this name a request carries the wish that was kept as its link was used. */
  public static final String KEPT = "nl.voorkeur.wish";

  /** Under this name a request carries the name of a topic that was stopped from the timeline. */
  public static final String STOPPED = "nl.voorkeur.stopped";

  /** Under this name a request says whether another link was mailed. */
  public static final String AGAIN = "nl.voorkeur.again";
}
