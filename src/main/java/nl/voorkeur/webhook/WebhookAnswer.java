package nl.voorkeur.webhook;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/**
 * What a program answered to a message.
 *
 * @param status nothing when there was no answer
 * @param retryAfter how long it wants to be left in peace (RFC 9110 s. 10.2.3)
 */
record WebhookAnswer(Optional<Integer> status, Optional<Duration> retryAfter) {

  static final WebhookAnswer NONE = new WebhookAnswer(Optional.empty(), Optional.empty());

  private static final int GONE = 410;

  static WebhookAnswer of(HttpResponse<Void> response) {
    return new WebhookAnswer(
        Optional.of(response.statusCode()),
        response
            .headers()
            .firstValue("Retry-After")
            .filter(text -> text.matches("[0-9]{1,6}"))
            .map(text -> Duration.ofSeconds(Long.parseLong(text))));
  }

  boolean isTaken() {
    return status.filter(code -> code / 100 == 2).isPresent();
  }

  boolean isGone() {
    return status.filter(code -> code == GONE).isPresent();
  }
}
