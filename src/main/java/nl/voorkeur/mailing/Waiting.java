package nl.voorkeur.mailing;

import java.time.Instant;
import java.util.Optional;

/**
 * For what a mailing waits that is on its way.
 *
 * @param until when it goes on by itself, where that is known
 */
public record Waiting(Why why, Optional<Instant> until) {

  /** Bundle keys {@code waiting.X}. */
  public enum Why {
    /** Its days and hours. */
    WINDOW,
    /** What the warm-up plan lets go today has gone. */
    WARM_UP,
    /** Only messages are left that the server put off. */
    RETRY,
    /** It goes as fast as the controller lets it. */
    LIMIT
  }
}
