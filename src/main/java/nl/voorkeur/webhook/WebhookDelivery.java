package nl.voorkeur.webhook;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import nl.voorkeur.platform.token.Seal;
import nl.voorkeur.webhook.WebhookStore.Due;

/** Tells messages to programs, and again after growing waits when they do not take them. */
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

  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final int AT_ONCE = 20;
  private static final int GONE = 410;

  private final WebhookStore store;
  private final Seal seal;
  private final WebhookUrl urls;
  private final Clock clock;
  private final HttpClient client =
      HttpClient.newBuilder()
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  WebhookDelivery(WebhookStore store, Seal seal, WebhookUrl urls, Clock clock) {
    this.store = store;
    this.seal = seal;
    this.urls = urls;
    this.clock = clock;
  }

  /** Tells what is due. */
  int deliver() {
    int told = 0;
    for (List<Due> due = store.claim(AT_ONCE); !due.isEmpty(); due = store.claim(AT_ONCE)) {
      due.forEach(this::tell);
      told += due.size();
    }
    return told;
  }

  private void tell(Due due) {
    Optional<Integer> status = send(due);
    boolean taken = status.filter(code -> code / 100 == 2).isPresent();
    if (taken) {
      store.settle(due.id(), WebhookMessage.State.DELIVERED, status, 0);
      return;
    }
    if (status.filter(code -> code == GONE).isPresent()) {
      store.gone(due.webhook());
    }
    OptionalLong wait = waitAfter(due.attempts());
    store.settle(
        due.id(),
        wait.isPresent() ? WebhookMessage.State.WAITING : WebhookMessage.State.GIVEN_UP,
        status,
        wait.orElse(0));
  }

  static OptionalLong waitAfter(int attempts) {
    return attempts > WAITS.size()
        ? OptionalLong.empty()
        : OptionalLong.of(WAITS.get(attempts - 1).toSeconds());
  }

  /** The status of the answer; nothing when there was none, or nobody may be asked there. */
  private Optional<Integer> send(Due due) {
    Optional<byte[]> secret = seal.open(due.secret(), Webhooks.PURPOSE);
    if (secret.isEmpty() || !urls.isAllowed(due.url())) {
      return Optional.empty();
    }
    String id = "msg_" + due.id();
    long now = clock.instant().getEpochSecond();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(due.url()))
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .header("User-Agent", "Voorkeur")
            .header("webhook-id", id)
            .header("webhook-timestamp", Long.toString(now))
            .header("webhook-signature", WebhookSignature.of(secret.get(), id, now, due.body()))
            .POST(HttpRequest.BodyPublishers.ofString(due.body()))
            .build();
    try {
      return Optional.of(client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode());
    } catch (IOException unreachable) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
