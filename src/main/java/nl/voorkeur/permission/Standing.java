package nl.voorkeur.permission;

import java.time.Instant;
import java.util.Optional;

/** What holds for a person at a controller as a whole, whatever the topic. */
public record Standing(
    boolean allMarketingOut,
    boolean complained,
    boolean suppressed,
    boolean bounced,
    boolean restricted,
    boolean underAge,
    boolean noProfiling,
    Optional<Instant> pausedUntil,
    Optional<Frequency> cap) {

  static final Standing NONE =
      new Standing(
          false, false, false, false, false, false, false, Optional.empty(), Optional.empty());
}
