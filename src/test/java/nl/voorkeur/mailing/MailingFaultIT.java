package nl.voorkeur.mailing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.voorkeur.People;
import nl.voorkeur.Portal;
import nl.voorkeur.platform.mail.SmtpSink;
import org.junit.jupiter.api.Test;

/** The built product dies in the middle of a mailing (promise 6). */
class MailingFaultIT {

  private static final int PEOPLE = 60;
  private static final int CONNECTIONS = 2;
  private static final long WEEKBLIK = 11;
  private static final Duration LIMIT = Duration.ofSeconds(120);

  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void afterKill9NobodyGetsItTwiceAndNobodyIsForgotten() throws Exception {
    CountDownLatch stuck = new CountDownLatch(1);
    CountDownLatch dead = new CountDownLatch(1);
    AtomicInteger dots = new AtomicInteger();
    Path data = Portal.freshFolder();
    try (SmtpSink sink =
        SmtpSink.scripted(
            command -> {
              if (command.equals("DOT") && dots.incrementAndGet() == 10) {
                stuck.countDown(); // it has the message, and the answer never arrives
                await(dead);
              }
              return null;
            })) {
      Map<String, String> settings =
          Map.of(
              "VOORKEUR_SMTP_HOST",
              "127.0.0.1",
              "VOORKEUR_SMTP_PORT",
              Integer.toString(sink.port()),
              "VOORKEUR_SMTP_CONNECTIONS",
              Integer.toString(CONNECTIONS));
      String mailing;
      try (Portal portal = Portal.start(data, settings)) {
        People people = new People(portal);
        for (int i = 0; i < PEOPLE; i++) {
          people.subscriber(WEEKBLIK);
        }
        String made =
            call(
                portal,
                "POST",
                "/api/v1/mailings",
                "{\"topic\":11,\"subject\":\"Val\",\"body\":\"Dag\"}");
        mailing = "/api/v1/mailings/" + number(made, "id");
        call(portal, "POST", mailing + "/start", "");
        assertTrue(stuck.await(LIMIT.toSeconds(), TimeUnit.SECONDS));
        // the server first, or it would still hear the answer while it ends because its launcher
        // died
        portal
            .process()
            .children()
            .forEach(
                child -> {
                  child.destroyForcibly();
                  child.onExit().join();
                });
        portal.kill9();
        dead.countDown();
      }
      try (Portal again = Portal.start(data, settings)) {
        String progress = finished(again, mailing);
        long inDoubt = number(progress, "inDoubt");
        assertEquals(PEOPLE, number(progress, "sent") + inDoubt, progress);
        assertTrue(inDoubt >= 1 && inDoubt <= CONNECTIONS, progress);
      }
      Set<String> all = new HashSet<>();
      sink.taken().forEach(message -> all.add(message.to()));
      assertEquals(sink.taken().size(), all.size(), "nobody twice");
      assertTrue(all.size() >= PEOPLE - CONNECTIONS, "nobody forgotten");
    } finally {
      Portal.delete(data);
    }
  }

  /** Asks until the mailing is done, without anybody's help. */
  private String finished(Portal portal, String mailing) throws Exception {
    long end = System.nanoTime() + LIMIT.toNanos();
    String seen = "";
    while (System.nanoTime() < end) {
      seen = call(portal, "GET", mailing, "");
      if (seen.contains("\"state\":\"DONE\"")) {
        return seen;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(250));
    }
    throw new AssertionError("not done in time: " + seen);
  }

  private String call(Portal portal, String method, String path, String body) throws Exception {
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(portal.url(path))
                .header("Authorization", "Bearer " + Portal.API_TOKEN)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertEquals(2, answer.statusCode() / 100, answer.body());
    return answer.body();
  }

  private static long number(String json, String name) {
    Matcher matcher = Pattern.compile("\"" + name + "\":(\\d+)").matcher(json);
    assertTrue(matcher.find(), json);
    return Long.parseLong(matcher.group(1));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
