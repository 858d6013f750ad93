package nl.voorkeur.preference.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import nl.voorkeur.Links;
import nl.voorkeur.People;
import nl.voorkeur.Portal;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The one-click endpoint as mail providers call it (U2 to U11, P1). */
class OneClickIT {

  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String BODY = "List-Unsubscribe=One-Click";
  private static final long WEEKBLIK = 11;
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

  private static Portal portal;
  private static Links links;
  private static People people;

  @BeforeAll
  static void open() {
    portal = Portal.shared();
    links = new Links(portal);
    people = new People(portal);
  }

  @Test
  void stopsTheTopicAtOnceAndOnce() throws Exception {
    long person = subscriber();
    String link = links.unsubscribe(person, WEEKBLIK);
    assertTrue(isOn(person));
    for (int i = 0; i < 3; i++) {
      HttpResponse<String> answer = post(link, FORM, BODY);
      assertEquals(200, answer.statusCode());
      assertEquals("unsubscribed\n", answer.body());
      assertTrue(answer.headers().firstValue("Location").isEmpty());
      assertTrue(answer.headers().firstValue("Set-Cookie").isEmpty());
      assertFalse(isOn(person), "in force before the answer (U11)");
    }
    assertEquals(1, withdrawals(person), "one entry, however often (U8)");
  }

  static Stream<Arguments> bodies() {
    String part =
        "--b\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--b--\r\n";
    return Stream.of(
        Arguments.of(FORM, BODY),
        Arguments.of(FORM + "; charset=UTF-8", BODY + "\r\n"),
        Arguments.of("multipart/form-data; boundary=b", part),
        Arguments.of("multipart/form-data; boundary=\"b\"", part),
        Arguments.of("multipart/form-data; charset=utf-8; boundary=b", part));
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void takesEveryBodyOfTheStandard(String type, String body) throws Exception {
    long person = subscriber();
    assertEquals(200, post(links.unsubscribe(person, WEEKBLIK), type, body).statusCode());
    assertFalse(isOn(person));
  }

  @Test
  void takesChunksAndHttp10AndACookie() throws Exception {
    for (String request :
        List.of(
            "POST %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\nContent-Type: "
                + FORM
                + "\r\n\r\n5\r\nList-\r\n15\r\nUnsubscribe=One-Click\r\n0\r\n\r\n",
            "POST %s HTTP/1.0\r\nContent-Length: 26\r\nContent-Type: " + FORM + "\r\n\r\n" + BODY,
            "POST %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\nCookie: voorkeur=abc; JSESSIONID=def\r\nOrigin: https://mail.example\r\nSec-Fetch-Site: cross-site\r\nContent-Length: 26\r\nContent-Type: "
                + FORM
                + "\r\n\r\n"
                + BODY)) {
      long person = subscriber();
      String path = URI.create(links.unsubscribe(person, WEEKBLIK)).getPath();
      String answer = raw(request.formatted(path));
      assertTrue(answer.matches("(?s)HTTP/1\\.[01] 200 .*"), answer);
      assertFalse(answer.contains("Set-Cookie"), answer);
      assertFalse(isOn(person));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x=y", "List-Unsubscribe=No", "{\"List-Unsubscribe\":\"One-Click\"}"})
  void refusesAnyOtherBody(String body) throws Exception {
    long person = subscriber();
    assertEquals(400, post(links.unsubscribe(person, WEEKBLIK), FORM, body).statusCode());
    assertTrue(isOn(person), "nothing changed (U9)");
  }

  /** Promise 4, P1: what scanners and previews do changes nothing and uses nothing up. */
  @Test
  void looksOnWhateverIsNotAPost() throws Exception {
    long person = subscriber();
    String link = links.unsubscribe(person, WEEKBLIK);
    URI uri = URI.create(link);
    List<HttpRequest> scans =
        List.of(
            HttpRequest.newBuilder(uri).build(),
            HttpRequest.newBuilder(uri).method("HEAD", BodyPublishers.noBody()).build(),
            HttpRequest.newBuilder(uri).header("Sec-Purpose", "prefetch").build(),
            HttpRequest.newBuilder(uri).header("Purpose", "preview").build(),
            HttpRequest.newBuilder(uri).method("OPTIONS", BodyPublishers.noBody()).build(),
            HttpRequest.newBuilder(URI.create(link + "?List-Unsubscribe=One-Click")).build());
    for (HttpRequest scan : scans) {
      int status = CLIENT.send(scan, BodyHandlers.discarding()).statusCode();
      assertEquals(2, status / 100, scan.method());
    }
    for (String method : List.of("PUT", "DELETE", "PATCH")) {
      HttpRequest request =
          HttpRequest.newBuilder(uri)
              .header("Content-Type", FORM)
              .method(method, BodyPublishers.ofString(BODY))
              .build();
      assertEquals(405, CLIENT.send(request, BodyHandlers.discarding()).statusCode(), method);
    }
    assertTrue(isOn(person));
    assertEquals(200, post(link, FORM, BODY).statusCode(), "and the link still works");
  }

  /** U8: whatever is wrong with a token, the answer is the same. */
  @Test
  void answersEveryForgedTokenAlike() throws Exception {
    long person = subscriber();
    String link = links.unsubscribe(person, WEEKBLIK);
    String token = link.substring(link.lastIndexOf('/') + 1);
    String end = token.endsWith("A") ? "B" : "A";
    for (String forged :
        List.of(
            link.substring(0, link.length() - 1) + end,
            link.substring(0, link.length() - 8),
            portal.url() + "/u/",
            portal.url() + "/u/x",
            portal.url() + "/u/" + "x".repeat(3000),
            link + "/",
            links.preferences(person).replace("/p/", "/u/"),
            links.confirm(1).replace("/c/", "/u/"))) {
      HttpResponse<String> answer = post(forged, FORM, BODY);
      assertEquals(404, answer.statusCode(), forged);
      assertEquals("not found\n", answer.body());
      assertEquals(404, get(forged).statusCode(), forged);
    }
    assertTrue(isOn(person));
  }

  /** U8: it is done for somebody who is not known any more, too. */
  @Test
  void isDoneForAPersonWhoIsGone() throws Exception {
    String link = links.unsubscribe(999_999_999, WEEKBLIK);
    assertEquals(200, post(link, FORM, BODY).statusCode());
    assertEquals(200, get(link).statusCode());
  }

  @Test
  void itsPageLeavesWholeAndSaysHowLongItIs() throws Exception {
    HttpRequest asked =
        HttpRequest.newBuilder(URI.create(links.unsubscribe(subscriber(), WEEKBLIK)))
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    HttpResponse<byte[]> page = CLIENT.send(asked, BodyHandlers.ofByteArray());
    assertEquals(200, page.statusCode());
    assertEquals(
        page.body().length, page.headers().firstValueAsLong("Content-Length").orElseThrow());
    assertTrue(page.headers().firstValue("Transfer-Encoding").isEmpty(), "one packet, not chunks");
  }

  /** U10: providers post from few addresses; valid tokens are never counted. */
  @Test
  void bearsABurst() throws Exception {
    long person = subscriber();
    String link = links.unsubscribe(person, WEEKBLIK);
    HttpClient provider = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    List<CompletableFuture<HttpResponse<String>>> answers =
        Stream.generate(
                () -> provider.sendAsync(request(link, FORM, BODY), BodyHandlers.ofString()))
            .limit(200)
            .toList();
    for (var answer : answers) {
      assertEquals(200, answer.get().statusCode());
    }
    assertEquals(1, withdrawals(person));
  }

  private static HttpRequest request(String link, String type, String body) {
    return HttpRequest.newBuilder(URI.create(link))
        .header("Content-Type", type)
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  private static HttpResponse<String> post(String link, String type, String body)
      throws IOException, InterruptedException {
    return CLIENT.send(request(link, type, body), BodyHandlers.ofString());
  }

  private static HttpResponse<String> get(String link) throws IOException, InterruptedException {
    return CLIENT.send(HttpRequest.newBuilder(URI.create(link)).build(), BodyHandlers.ofString());
  }

  private static String raw(String request) throws IOException {
    try (Socket socket = new Socket("localhost", URI.create(portal.url()).getPort())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static long subscriber() {
    return people.subscriber(WEEKBLIK);
  }

  private static boolean isOn(long person) {
    return people.mayBeMailed(person, WEEKBLIK);
  }

  private static long withdrawals(long person) {
    return people.ledger(person).stream().filter("WITHDRAWAL"::equals).count();
  }
}
