package nl.voorkeur;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** People at controller 1 (iMailo) of a running portal, made and asked about through its API. */
public final class People {

  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final Pattern CHOICE = Pattern.compile("\\{[^{}]*\"topic\":(\\d+)[^{}]*\\}");
  private static final Pattern KIND = Pattern.compile("\"kind\":\"(\\w+)\"");

  private final HttpClient client = HttpClient.newHttpClient();
  private final Portal portal;

  public People(Portal portal) {
    this.portal = portal;
  }

  /** An address that nobody has yet. */
  public String freshAddress() {
    return "person" + COUNT.incrementAndGet() + "-" + System.nanoTime() + "@voorbeeld.example";
  }

  /** The recipient with this address, who has consented to these topics. */
  public long subscriber(String address, long... topics) {
    String made =
        call(
            "POST",
            "/api/v1/controllers/1/recipients",
            "{\"address\":\"" + address + "\",\"language\":\"nl\",\"source\":\"test\"}");
    Matcher id = Pattern.compile("\"id\":(\\d+)").matcher(made);
    if (!id.find()) {
      throw new AssertionError(made);
    }
    long person = Long.parseLong(id.group(1));
    call(
        "POST",
        "/api/v1/recipients/" + person + "/consents",
        "{\"topics\":"
            + Arrays.toString(topics)
            + ",\"evidence\":{\"confirmed_at\":\"2026-01-01T00:00:00Z\",\"source\":\"test\"}}");
    return person;
  }

  /** Somebody new who has consented to these topics. */
  public long subscriber(long... topics) {
    return subscriber(freshAddress(), topics);
  }

  /** The person with this address, known already. */
  public long find(String address) {
    String page = call("GET", "/api/v1/controllers/1/recipients?prefix=" + address, null);
    Matcher id = Pattern.compile("\"id\":(\\d+)").matcher(page);
    if (!id.find()) {
      throw new AssertionError("nobody has that address");
    }
    return Long.parseLong(id.group(1));
  }

  public boolean isKnown(String address) {
    return !call("GET", "/api/v1/controllers/1/recipients?prefix=" + address, null)
        .contains("\"total\":0");
  }

  /** Whether the rule permits mail on this topic now. */
  public boolean mayBeMailed(long person, long topic) {
    return CHOICE
        .matcher(call("GET", "/api/v1/recipients/" + person, null))
        .results()
        .filter(choice -> choice.group(1).equals(Long.toString(topic)))
        .map(MatchResult::group)
        .collect(Collectors.joining())
        .contains("\"permitted\":true");
  }

  /** The kinds of the person's ledger entries, newest first. */
  public List<String> ledger(long person) {
    return KIND.matcher(call("GET", "/api/v1/recipients/" + person + "/ledger", null))
        .results()
        .map(kind -> kind.group(1))
        .toList();
  }

  private String call(String method, String path, String body) {
    try {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(portal.url(path))
                  .header("Authorization", "Bearer " + Portal.API_TOKEN)
                  .header("Content-Type", "application/json")
                  .method(
                      method,
                      body == null
                          ? HttpRequest.BodyPublishers.noBody()
                          : HttpRequest.BodyPublishers.ofString(body))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() / 100 != 2) {
        throw new AssertionError(path + ": " + answer.statusCode() + " " + answer.body());
      }
      return answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
