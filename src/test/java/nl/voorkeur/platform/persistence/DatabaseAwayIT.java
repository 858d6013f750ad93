package nl.voorkeur.platform.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import nl.voorkeur.Portal;
import org.junit.jupiter.api.Test;

/** The database dies under a running portal, and comes back. */
class DatabaseAwayIT {

  /** How long a person waits at most to hear that it doesn't work now. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final Duration BACK = Duration.ofSeconds(30);

  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void isToldAtOnceAndForgottenWhenItIsBack() throws Exception {
    Path folder = Portal.freshFolder();
    Path data = Portal.freshFolder();
    EmbeddedPostgres postgres = start(folder, 0);
    int port = postgres.getPort();
    try (Portal portal =
        Portal.start(
            data,
            Map.of(
                "VOORKEUR_DB_URL", postgres.getJdbcUrl("postgres", "postgres"),
                "VOORKEUR_DB_USER", "postgres",
                "VOORKEUR_DB_PASSWORD", "postgres"))) {
      warmUp(portal);
      kill(folder);
      List<HttpResponse<String>> pages =
          IntStream.range(0, 3).mapToObj(i -> prompt(portal, "/s/imailo", "text/html")).toList();
      for (HttpResponse<String> page : pages) {
        assertEquals(503, page.statusCode());
        assertEquals("60", page.headers().firstValue("Retry-After").orElse(""));
        assertTrue(page.body().contains("<h1>"), "the portal's own page");
        assertTrue(!page.body().contains("Exception"), page.body());
      }
      HttpResponse<String> api = prompt(portal, "/api/v1/controllers", "application/json");
      assertEquals(503, api.statusCode());
      assertEquals("60", api.headers().firstValue("Retry-After").orElse(""));
      assertTrue(
          api.headers()
              .firstValue("Content-Type")
              .orElse("")
              .startsWith("application/problem+json"));
      assertEquals(503, prompt(portal, "/health/ready", "*/*").statusCode());
      HttpResponse<String> metrics = prompt(portal, "/metrics", "text/plain");
      assertTrue(metrics.body().contains("voorkeur_database_up 0"), metrics.body());

      postgres.close(); // it is dead; this lets go of its folder
      postgres = start(folder, port);
      awaitPage(portal);
      for (int i = 0; i < 20; i++) {
        assertEquals(200, prompt(portal, "/s/imailo", "text/html").statusCode(), "and stays");
        assertEquals(200, prompt(portal, "/api/v1/controllers", "*/*").statusCode());
      }
    } finally {
      postgres.close();
      Portal.delete(data);
      Portal.delete(folder);
    }
  }

  private static EmbeddedPostgres start(Path folder, int port) throws IOException {
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setDataDirectory(folder.resolve("pg"))
            .setCleanDataDirectory(false)
            .setServerConfig("max_connections", "100");
    return (port == 0 ? builder : builder.setPort(port)).start();
  }

  /** As {@code kill -9} does, so that no connection is closed in good order by its server. */
  private static void kill(Path folder) throws IOException {
    long pid =
        Long.parseLong(Files.readAllLines(folder.resolve("pg/postmaster.pid")).get(0).strip());
    ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
    List<ProcessHandle> all = postmaster.descendants().toList();
    postmaster.destroyForcibly();
    all.forEach(ProcessHandle::destroyForcibly);
    postmaster.onExit().join();
    all.forEach(one -> one.onExit().join());
  }

  private void warmUp(Portal portal) {
    for (String path : List.of("/s/imailo", "/api/v1/controllers", "/metrics")) {
      assertEquals(200, ask(portal, path, "*/*").statusCode());
    }
  }

  private void awaitPage(Portal portal) {
    long end = System.nanoTime() + BACK.toNanos();
    while (ask(portal, "/s/imailo", "text/html").statusCode() != 200) {
      assertTrue(System.nanoTime() < end, "back by itself");
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
    }
  }

  private HttpResponse<String> prompt(Portal portal, String path, String accept) {
    long began = System.nanoTime();
    HttpResponse<String> answer = ask(portal, path, accept);
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    assertTrue(took.compareTo(PATIENCE) < 0, path + " took " + took);
    return answer;
  }

  private HttpResponse<String> ask(Portal portal, String path, String accept) {
    try {
      return client.send(
          HttpRequest.newBuilder(portal.url(path))
              .header("Accept", accept)
              .header(
                  "Authorization",
                  "Bearer " + (path.equals("/metrics") ? Portal.METRICS_TOKEN : Portal.API_TOKEN))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
