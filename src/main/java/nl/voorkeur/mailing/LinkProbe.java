package nl.voorkeur.mailing;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Stream;
import nl.voorkeur.platform.security.PublicAddress;

/**
 * Asks whether addresses on the web answer. Only ever asked by somebody who presses for it, and
 * only of addresses that everybody can reach: never of what stands inside of our own network (ASVS
 * 1.3.6). It follows no redirection and reads no content.
 */
final class LinkProbe {

  private static final Duration PATIENCE = Duration.ofSeconds(8);
  private static final int GONE_METHOD = 405;

  private final Predicate<InetAddress> mayAsk;
  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(PATIENCE)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  LinkProbe() {
    this(PublicAddress::is);
  }

  /**
   * @param mayAsk of which machines
   */
  LinkProbe(Predicate<InetAddress> mayAsk) {
    this.mayAsk = mayAsk;
  }

  /** How the addresses answer, in their order; all are asked at the same time. */
  List<CheckedLink> ask(List<String> addresses) {
    List<CompletableFuture<CheckedLink>> answers = addresses.stream().map(this::ask).toList();
    return answers.stream().map(CompletableFuture::join).toList();
  }

  private CompletableFuture<CheckedLink> ask(String address) {
    URI uri;
    try {
      uri = URI.create(address);
      String host = Optional.ofNullable(uri.getHost()).orElse("");
      if (Stream.of(InetAddress.getAllByName(host)).anyMatch(one -> !mayAsk.test(one))) {
        return CompletableFuture.completedFuture(CheckedLink.of(address, "NOT_PUBLIC"));
      }
    } catch (UnknownHostException | IllegalArgumentException nowhere) {
      return CompletableFuture.completedFuture(CheckedLink.of(address, "NO_SUCH_HOST"));
    }
    return send(uri, "HEAD")
        .thenCompose(
            status ->
                status == GONE_METHOD || status == 501
                    ? send(uri, "GET")
                    : CompletableFuture.completedFuture(status))
        .thenApply(status -> new CheckedLink(address, status < 400, Integer.toString(status)))
        .exceptionally(silent -> CheckedLink.of(address, "NO_ANSWER"));
  }

  private CompletableFuture<Integer> send(URI uri, String method) {
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .method(method, HttpRequest.BodyPublishers.noBody())
            .timeout(PATIENCE)
            .header("User-Agent", "Voorkeur link check")
            .build();
    return client
        .sendAsync(request, answer -> HttpResponse.BodySubscribers.replacing(""))
        .thenApply(HttpResponse::statusCode);
  }
}
