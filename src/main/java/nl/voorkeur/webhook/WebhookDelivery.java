package nl.voorkeur.webhook;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import nl.voorkeur.platform.token.Seal;
import nl.voorkeur.webhook.WebhookStore.Due;
import nl.voorkeur.webhook.WebhookStore.Outcome;
import nl.voorkeur.webhook.WebhookStore.Target;

/**
 * Tells messages to programs, and again after growing waits when they do not take them. A program
 * is told over several connections at a time; what happened to one person is told in order. One
 * that takes nothing is left in peace, and then tried by one message.
 */
final class WebhookDelivery {

  /** How long to wait after each attempt, as Standard Webhooks advises; after the last none. */
  private static final List<Duration> WAITS =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(2),
          Duration.ofHours(5),
          Duration.ofHours(10),
          Duration.ofHours(14),
          Duration.ofHours(20),
          Duration.ofHours(24));

  /** How long a program that took nothing in so many rounds is left in peace. */
  private static final List<Duration> PEACE =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofMinutes(2),
          Duration.ofMinutes(10),
          Duration.ofMinutes(30));

  private static final Duration MOST_PEACE_ASKED = Duration.ofHours(1);
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /** One round is over well before its messages' lease, which is three minutes. */
  private static final Duration ROUND = Duration.ofSeconds(60);

  /** Events that are claimed at a time. */
  private static final int AT_ONCE = 500;

  private final WebhookStore store;
  private final Seal seal;
  private final WebhookUrl urls;
  private final Clock clock;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  WebhookDelivery(WebhookStore store, Seal seal, WebhookUrl urls, Clock clock) {
    this.store = store;
    this.seal = seal;
    this.urls = urls;
    this.clock = clock;
  }

  /** Tells what is due, to one program after the other. */
  int deliver() {
    return store.due().stream().mapToInt(this::deliver).sum();
  }

  /** Tells a program what is due, until nothing is, or it takes nothing. */
  int deliver(Target target) {
    Optional<byte[]> secret =
        seal.open(target.secret(), Webhooks.PURPOSE).filter(key -> urls.isAllowed(target.url()));
    boolean working = !target.isFailing();
    int told = 0;
    do {
      int most = working ? Math.max(WebhookRound.CONNECTIONS, AT_ONCE / target.atOnce()) : 1;
      List<Due> due = store.claim(target, most);
      if (due.isEmpty()) {
        return told;
      }
      Map<Due, Optional<WebhookAnswer>> answers =
          new WebhookRound(clock, ROUND)
              .tell(
                  due,
                  one ->
                      secret
                          .map(key -> send(target, key, one))
                          .orElse(CompletableFuture.completedFuture(WebhookAnswer.NONE)));
      store.settle(
          answers.entrySet().stream().map(e -> outcome(e.getKey(), e.getValue())).toList());
      told += (int) answers.values().stream().filter(Optional::isPresent).count();
      working = judge(target, answers.values().stream().flatMap(Optional::stream).toList());
    } while (working);
    return told;
  }

  private static Outcome outcome(Due due, Optional<WebhookAnswer> answer) {
    Optional<Integer> status = answer.flatMap(WebhookAnswer::status);
    if (answer.isEmpty()) {
      return new Outcome(due, WebhookMessage.State.WAITING, false, status, 0);
    }
    if (answer.get().isTaken()) {
      return new Outcome(due, WebhookMessage.State.DELIVERED, true, status, 0);
    }
    OptionalLong wait = waitAfter(due.attempts());
    return new Outcome(
        due,
        wait.isPresent() ? WebhookMessage.State.WAITING : WebhookMessage.State.GIVEN_UP,
        true,
        status,
        wait.orElse(0));
  }

  /** Whether the program takes messages, or else is to be left in peace, and how long. */
  private boolean judge(Target target, List<WebhookAnswer> answers) {
    if (answers.stream().anyMatch(WebhookAnswer::isGone)) {
      store.gone(target.id());
      return false;
    }
    if (answers.stream().anyMatch(WebhookAnswer::isTaken)) {
      store.works(target.id());
      return true;
    }
    long asked =
        answers.stream()
            .flatMap(one -> one.retryAfter().stream())
            .mapToLong(Duration::toSeconds)
            .max()
            .orElse(0);
    long ours = PEACE.get(Math.min(target.failures(), PEACE.size() - 1)).toSeconds();
    store.fails(target.id(), Math.max(ours, Math.min(asked, MOST_PEACE_ASKED.toSeconds())));
    return false;
  }

  private CompletableFuture<WebhookAnswer> send(Target target, byte[] secret, Due due) {
    String id = "msg_" + due.id();
    long now = clock.instant().getEpochSecond();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(target.url()))
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .header("User-Agent", "Voorkeur")
            .header("webhook-id", id)
            .header("webhook-timestamp", Long.toString(now))
            .header("webhook-signature", WebhookSignature.of(secret, id, now, due.body()))
            .POST(HttpRequest.BodyPublishers.ofString(due.body()))
            .build();
    return client
        .sendAsync(request, HttpResponse.BodyHandlers.discarding())
        .handle(
            (response, failure) ->
                failure == null ? WebhookAnswer.of(response) : WebhookAnswer.NONE);
  }

  static OptionalLong waitAfter(int attempts) {
    return attempts > WAITS.size()
        ? OptionalLong.empty()
        : OptionalLong.of(WAITS.get(attempts - 1).toSeconds());
  }
}
