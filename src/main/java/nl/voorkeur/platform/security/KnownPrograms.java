package nl.voorkeur.platform.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The programs that called a moment ago, so that one that asks a thousand times a second isn't
 * looked up as often. A token that was revoked is refused here at once, on every other node within
 * a second.
 */
@ApplicationScoped
public class KnownPrograms {

  private static final Duration KNOWN_FOR = Duration.ofSeconds(1);

  /** More than call within a second; strangers' tokens are not kept at all. */
  private static final int MOST = 1_000;

  private record Known(Caller caller, Instant until) {}

  private final Map<String, Known> known = new ConcurrentHashMap<>();
  private Credentials credentials;
  private Clock clock;

  /** For the container. */
  protected KnownPrograms() {}

  @Inject
  public KnownPrograms(Credentials credentials, Clock clock) {
    this.credentials = credentials;
    this.clock = clock;
  }

  /** The program behind a bearer token; nothing when it is unknown, revoked or expired. */
  public Optional<Caller> find(String token) {
    Instant now = clock.instant();
    Known before = known.get(token);
    if (before != null && now.isBefore(before.until())) {
      return Optional.of(before.caller());
    }
    known.remove(token);
    Optional<Caller> found = credentials.program(token);
    found.ifPresent(caller -> keep(token, new Known(caller, now.plus(KNOWN_FOR))));
    return found;
  }

  /** Looks everyone up anew, as somebody's token may have been revoked. */
  public void forget() {
    known.clear();
  }

  private void keep(String token, Known program) {
    if (known.size() >= MOST) {
      forget();
    }
    known.put(token, program);
  }
}
