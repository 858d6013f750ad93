package nl.voorkeur.bench;

import static nl.voorkeur.bench.BenchHouse.PEOPLE;
import static nl.voorkeur.bench.BenchHouse.median;
import static nl.voorkeur.bench.BenchHouse.row;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The preference page beside its limits: a servlet that runs the same statements and writes the
 * same page, and a Faces page with nothing on it.
 */
class PagesBench {

  private static final int CONNECTIONS = 16;

  /** They leave while all is warmed up, some of them again and again. */
  private static final int WARMING = (PEOPLE - BenchHouse.CLICKERS) / 4;

  private static BenchHouse house;
  private static Visitors visitors;

  @BeforeAll
  static void start() throws Exception {
    house = BenchHouse.shared();
    house.populate(PEOPLE);
    visitors = new Visitors(house.portal());
  }

  @AfterAll
  static void print() {
    BenchHouse.print();
  }

  @Test
  void preferencePage() throws Exception {
    int first = house.firstRecipient();
    String page = visitors.page(first + PEOPLE - 1); // who left nothing yet
    put(page);
    AtomicInteger next = new AtomicInteger(first);
    Load load = new Load(CONNECTIONS);
    Callable<Load.Worker> get = visitors.opening();
    Callable<Load.Worker> getProbe = Load.get(house.probePort(), id -> "/page/" + id);
    Callable<Load.Worker> getEmpty = Load.get(house.probePort(), id -> "/empty.xhtml");
    double[][] rates = house.sideBySide(load, next, List.of(get, getProbe, getEmpty));
    row("preference page GET / servlet with its SQL", median(rates[0]), median(rates[1]), "/s");
    row("preference page GET / empty Faces view", median(rates[0]), median(rates[2]), "/s");

    int leaving = first + BenchHouse.CLICKERS;
    next.set(leaving + WARMING);
    String body = Visitors.turningOff(page, 11);
    Callable<Load.Worker> post = visitors.posting(body);
    Callable<Load.Worker> postProbe =
        Load.post(
            house.probePort(),
            id -> "/page/" + id,
            "application/x-www-form-urlencoded",
            "",
            id -> body);
    int warmed = BenchHouse.warmUp(load, leaving, WARMING, List.of(post, postProbe));
    rates = BenchHouse.inTurns(load, next, List.of(post, postProbe));
    load.close();
    row("preference page POST / servlet with its SQL", median(rates[0]), median(rates[1]), "/s");
    assertTrue(next.get() < first + PEOPLE, "every post was another person's");
    // the probe writes the same entries as the product
    assertEquals(
        next.get() - (leaving + WARMING) + warmed,
        house.number(
            "SELECT count(*) FROM ledger WHERE route = 'PREFERENCES' AND kind = 'WITHDRAWAL'"),
        "every post took effect");
  }

  private static void put(String page) throws Exception {
    HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://localhost:" + house.probePort() + "/page/0"))
                .PUT(HttpRequest.BodyPublishers.ofString(page))
                .build(),
            HttpResponse.BodyHandlers.discarding());
  }
}
