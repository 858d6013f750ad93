package nl.voorkeur.bench;

import static nl.voorkeur.bench.BenchHouse.PEOPLE;
import static nl.voorkeur.bench.BenchHouse.ROUNDS;
import static nl.voorkeur.bench.BenchHouse.median;
import static nl.voorkeur.bench.BenchHouse.row;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import nl.voorkeur.Portal;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/**
 * Measures the hot paths of the running product beside their limits, in one run on one machine, and
 * prints one table. It asserts that every answer was right, never how fast it came.
 */
class HotPathsBench {

  private static final int CONNECTIONS = 32;

  private static BenchHouse house;

  /** They click while all is warmed up, some of them again and again. */
  private static final int WARMING = BenchHouse.CLICKERS / 4;

  @AfterAll
  static void print() {
    BenchHouse.print();
  }

  @BeforeAll
  static void start() throws Exception {
    house = BenchHouse.shared();
    house.populate(PEOPLE);
  }

  @Test
  void oneClickPost() throws Exception {
    int first = house.firstRecipient();
    AtomicInteger next = new AtomicInteger(first + WARMING);
    Load load = new Load(CONNECTIONS);
    Callable<Load.Worker> product = new Visitors(house.portal()).clicking(11);
    Callable<Load.Worker> servlet = probe("/probe/");
    Callable<Load.Worker> entry = probe("/entry/");
    Callable<Load.Worker> database = HotPathsBench::databaseWorker;
    List<Callable<Load.Worker>> all = List.of(product, servlet, entry, database);
    int warmed = BenchHouse.warmUp(load, first, WARMING, all);
    double[][] rates = BenchHouse.inTurns(load, next, all);
    load.close();
    assertEquals(
        true,
        next.get() < first + BenchHouse.CLICKERS,
        "every click was another person's; raise voorkeur.bench.people");
    try (Connection connection = house.connect();
        var rows =
            connection
                .createStatement()
                .executeQuery(
                    "SELECT count(*) FROM permission WHERE topic_id = 11 AND topic_block = 'WITHDRAWN'")) {
      rows.next();
      assertEquals(
          next.get() - (first + WARMING) + warmed,
          rows.getInt(1),
          "every answered click is in force");
    }
    row("one-click POST / servlet with its statement", median(rates[0]), median(rates[1]), "/s");
    row("one-click POST / servlet with the bare entry", median(rates[0]), median(rates[2]), "/s");
    row(
        "one-click POST / its statement on 32 connections",
        median(rates[0]),
        median(rates[3]),
        "/s");
  }

  @Test
  void export() throws Exception {
    double[] product = new double[ROUNDS];
    double[] copy = new double[ROUNDS];
    for (int round = -1; round < ROUNDS; round++) {
      double exported = exportThroughTheProduct();
      double copied = copyTheSameQuery();
      if (round >= 0) {
        product[round] = exported;
        copy[round] = copied;
      }
    }
    row("export of a permitted list / COPY of its query", median(product), median(copy), " rows/s");
  }

  private static double exportThroughTheProduct() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(house.portal().url("/api/v1/controllers/1/exports"))
            .header("Authorization", "Bearer " + Portal.API_TOKEN)
            .header("Content-Type", "application/json")
            .header("Accept", "text/csv")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"topics\": [12], \"purpose\": \"benchmark\", \"receiver\": \"controller\"}"))
            .build();
    long start = System.nanoTime();
    HttpResponse<InputStream> answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream());
    assertEquals(200, answer.statusCode());
    long lines = 0;
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = answer.body()) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        for (int i = 0; i < n; i++) {
          lines += buffer[i] == '\n' ? 1 : 0;
        }
      }
    }
    assertEquals(PEOPLE + 1, lines, "a header and a line for each");
    return PEOPLE * 1e9 / (System.nanoTime() - start);
  }

  private static double copyTheSameQuery() throws Exception {
    String copy =
        "COPY (SELECT d.address, r.first_name, r.last_name, lower(coalesce(r.language, c.default_language)::text) AS language, d.basis,"
            + " to_char(d.since AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') AS since"
            + " FROM permission_decision(12, now()) d JOIN recipient r ON r.id = d.recipient_id JOIN controller c ON c.id = r.controller_id"
            + " WHERE d.permitted) TO STDOUT (FORMAT csv, HEADER, FORCE_QUOTE (first_name, last_name))";
    try (Connection connection = house.connect()) {
      long start = System.nanoTime();
      long rows =
          connection
              .unwrap(PGConnection.class)
              .getCopyAPI()
              .copyOut(copy, OutputStream.nullOutputStream());
      assertEquals(PEOPLE, rows);
      return PEOPLE * 1e9 / (System.nanoTime() - start);
    }
  }

  private static Callable<Load.Worker> probe(String path) {
    return Load.http(
        house.probePort(),
        id -> path + id,
        "application/x-www-form-urlencoded",
        "List-Unsubscribe=One-Click");
  }

  private static Load.Worker databaseWorker() throws SQLException {
    Connection connection = house.connect();
    var statement = connection.prepareStatement(ProductSql.OPT_OUT);
    return new Load.Worker() {
      @Override
      public boolean send(int number) throws SQLException {
        ProductSql.fillOptOut(statement, "ONE_CLICK", number);
        ProductSql.exhaust(statement);
        return true;
      }

      @Override
      public void close() throws IOException {
        try {
          connection.close();
        } catch (SQLException e) {
          throw new IOException(e);
        }
      }
    };
  }
}
