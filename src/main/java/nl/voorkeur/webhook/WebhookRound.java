package nl.voorkeur.webhook;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import nl.voorkeur.webhook.WebhookStore.Due;

/**
 * Some messages of one program, told a few at a time. It ends early when the program takes none of
 * the first, or is too slow for the lease that the messages are under.
 */
final class WebhookRound {

  /** Messages that are under way to one program at a time, each on a connection of its own. */
  static final int CONNECTIONS = 8;

  private final Clock clock;
  private final Instant end;
  private final Map<Due, WebhookAnswer> answers = new ConcurrentHashMap<>();

  WebhookRound(Clock clock, Duration longest) {
    this.clock = clock;
    this.end = clock.instant().plus(longest);
  }

  /** What was answered to each; nothing for those that were not told. */
  Map<Due, Optional<WebhookAnswer>> tell(
      List<Due> due, Function<Due, CompletableFuture<WebhookAnswer>> send) {
    Semaphore free = new Semaphore(CONNECTIONS);
    for (Due one : due) {
      free.acquireUninterruptibly();
      if (isOver()) {
        free.release();
        break;
      }
      send.apply(one)
          .whenComplete(
              (answer, failure) -> {
                answers.put(one, failure == null ? answer : WebhookAnswer.NONE);
                free.release();
              });
    }
    free.acquireUninterruptibly(CONNECTIONS);
    Map<Due, Optional<WebhookAnswer>> all = new LinkedHashMap<>();
    due.forEach(one -> all.put(one, Optional.ofNullable(answers.get(one))));
    return all;
  }

  private boolean isOver() {
    return clock.instant().isAfter(end)
        || answers.size() >= CONNECTIONS
            && answers.values().stream().noneMatch(WebhookAnswer::isTaken);
  }
}
