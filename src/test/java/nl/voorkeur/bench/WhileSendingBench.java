package nl.voorkeur.bench;

import static nl.voorkeur.bench.BenchHouse.CLICKERS;
import static nl.voorkeur.bench.BenchHouse.PEOPLE;
import static nl.voorkeur.bench.BenchHouse.ROUNDS;
import static nl.voorkeur.bench.BenchHouse.ROUND_SECONDS;
import static nl.voorkeur.bench.BenchHouse.WARM_UP_SECONDS;
import static nl.voorkeur.bench.BenchHouse.measured;
import static nl.voorkeur.bench.BenchHouse.median;
import static nl.voorkeur.bench.BenchHouse.row;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import nl.voorkeur.Portal;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What people do, while a mailing to everybody runs and while none does. */
class WhileSendingBench {

  private static final int CONNECTIONS = 16;
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static BenchHouse house;

  @BeforeAll
  static void start() throws Exception {
    house = BenchHouse.shared();
    house.populate(PEOPLE);
  }

  @AfterAll
  static void print() {
    BenchHouse.print();
  }

  @Test
  void hotPaths() throws Exception {
    Visitors visitors = new Visitors(house.portal());
    int first = house.firstRecipient();
    String form = Visitors.turningOff(visitors.page(first + PEOPLE - 1), 11);
    Way[] ways = {
      new Way("one-click POST", visitors.clicking(11), first, first + CLICKERS),
      new Way("preference page GET", visitors.opening(), first, first + PEOPLE),
      new Way("preference page POST", visitors.posting(form), first + CLICKERS, first + PEOPLE)
    };
    Load load = new Load(CONNECTIONS);
    for (Way way : ways) {
      load.run(way.next, WARM_UP_SECONDS, way.workers);
    }
    double[] quiet = rates(load, ways);
    int mailing = startMailing();
    double[] busy = rates(load, ways);
    JsonObject state = api("GET", "mailings/" + mailing, "");
    assertEquals("SENDING", state.get("state").getAsString(), "all the while: " + state);
    api("POST", "mailings/" + mailing + "/cancel", "{}");
    load.close();
    for (int i = 0; i < ways.length; i++) {
      row(ways[i].name + " while a mailing runs / without", busy[i], quiet[i], "/s");
    }
  }

  /** One way of using the portal, each time by another person who did not do that yet. */
  private static final class Way {
    private final String name;
    private final Callable<Load.Worker> workers;
    private final AtomicInteger next;

    Way(String name, Callable<Load.Worker> workers, int from, int to) throws Exception {
      this.name = name;
      this.workers = workers;
      this.next =
          new AtomicInteger(
              (int)
                  house.number(
                      "SELECT coalesce(max(recipient_id) + 1, "
                          + from
                          + ") FROM permission WHERE topic_id = 11 AND topic_block IS NOT NULL"
                          + " AND recipient_id >= "
                          + from
                          + " AND recipient_id < "
                          + to));
    }
  }

  private static double[] rates(Load load, Way... ways) throws Exception {
    double[][] rates = new double[ways.length][ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < ways.length; i++) {
        rates[i][round] = measured(load.run(ways[i].next, ROUND_SECONDS, ways[i].workers));
      }
    }
    double[] medians = new double[ways.length];
    for (int i = 0; i < ways.length; i++) {
      medians[i] = median(rates[i]);
    }
    return medians;
  }

  private static int startMailing() throws Exception {
    int mailing =
        api(
                "POST",
                "mailings",
                "{\"topic\": 12, \"language\": \"nl\", \"subject\": \"Reisbrief\", \"body\": \""
                    + "Een verhaal van onderweg. ".repeat(200)
                    + "\"}")
            .get("id")
            .getAsInt();
    api("POST", "mailings/" + mailing + "/start", "{}");
    long end = System.nanoTime() + 120_000_000_000L;
    while (house.number(
            "SELECT count(*) FROM (SELECT FROM delivery WHERE mailing_id = "
                + mailing
                + " AND state = 'SENT' LIMIT 1) one")
        == 0) {
      assertEquals(true, System.nanoTime() < end, "the mailing begins");
      Thread.sleep(200);
    }
    return mailing;
  }

  private static JsonObject api(String method, String path, String body) throws Exception {
    HttpResponse<String> answer =
        CLIENT.send(
            HttpRequest.newBuilder(house.portal().url("/api/v1/" + path))
                .version(HttpClient.Version.HTTP_1_1)
                .header("Authorization", "Bearer " + Portal.API_TOKEN)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertEquals(2, answer.statusCode() / 100, answer.body());
    return answer.body().isEmpty()
        ? new JsonObject()
        : JsonParser.parseString(answer.body()).getAsJsonObject();
  }
}
