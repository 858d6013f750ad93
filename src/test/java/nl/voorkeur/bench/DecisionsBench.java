package nl.voorkeur.bench;

import static nl.voorkeur.bench.BenchHouse.ADDRESS_KEYS;
import static nl.voorkeur.bench.BenchHouse.PEOPLE;
import static nl.voorkeur.bench.BenchHouse.ROUNDS;
import static nl.voorkeur.bench.BenchHouse.ROUND_SECONDS;
import static nl.voorkeur.bench.BenchHouse.WARM_UP_SECONDS;
import static nl.voorkeur.bench.BenchHouse.address;
import static nl.voorkeur.bench.BenchHouse.measured;
import static nl.voorkeur.bench.BenchHouse.median;
import static nl.voorkeur.bench.BenchHouse.row;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import nl.voorkeur.Portal;
import nl.voorkeur.catalogue.TopicControllers;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.permission.AddressDecisions;
import nl.voorkeur.platform.persistence.PooledDatabase;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.security.Reach;
import nl.voorkeur.platform.security.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The decision beside its limits: one by address over the pool and over HTTP, and a million at
 * once.
 */
class DecisionsBench {

  private static final ControllerId IMAILO = new ControllerId(1);
  private static final TopicId TOPIC = new TopicId(12);
  private static final Reach REACH = Reach.everywhere(Set.of(Role.MARKETING));
  private static final int THREADS = 8;

  private static BenchHouse house;
  private static volatile int people = Math.max(1, PEOPLE / 10);

  @AfterAll
  static void print() {
    BenchHouse.print();
  }

  @BeforeAll
  static void start() throws Exception {
    house = BenchHouse.shared();
  }

  @Test
  void decisions() throws Exception {
    house.populate(PEOPLE / 10);
    Load load = new Load(THREADS);
    AtomicInteger next = new AtomicInteger();
    Callable<Load.Worker> product = productOverThePool();
    load.run(next, WARM_UP_SECONDS / 4, product);
    double small = median(rounds(load, next, product));
    house.populate(PEOPLE);
    people = PEOPLE;
    load.run(next, WARM_UP_SECONDS / 4, product);
    load.run(next, WARM_UP_SECONDS / 4, DecisionsBench::queryWorker);
    double[] pool = new double[ROUNDS];
    double[] query = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      pool[round] = measured(load.run(next, ROUND_SECONDS, product));
      query[round] = measured(load.run(next, ROUND_SECONDS, DecisionsBench::queryWorker));
    }
    row("decision by address over the pool / its query", median(pool), median(query), "/s");
    row("decision with all people / with a tenth of them", median(pool), small, "/s");

    Callable<Load.Worker> http =
        Load.post(
            house.portal().url("/").getPort(),
            n -> "/api/v1/decisions/12",
            "application/json",
            "Authorization: Bearer " + Portal.API_TOKEN + "\r\n",
            n -> "{\"address\":\"" + address(random()) + "\"}");
    Callable<Load.Worker> servlet =
        Load.post(house.probePort(), n -> "/decision", "text/plain", "", n -> address(random()));
    load.run(next, WARM_UP_SECONDS, http);
    load.run(next, WARM_UP_SECONDS, servlet);
    double[] api = new double[ROUNDS];
    double[] probe = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      api[round] = measured(load.run(next, ROUND_SECONDS, http));
      probe[round] = measured(load.run(next, ROUND_SECONDS, servlet));
    }
    load.close();
    row("decision by address over HTTP / servlet with the query", median(api), median(probe), "/s");

    double[] bulk = new double[ROUNDS];
    double[] pipeline = new double[ROUNDS];
    byte[] list = list();
    long warm = System.nanoTime() + (long) (WARM_UP_SECONDS * 1e9);
    while (System.nanoTime() < warm) {
      bulk(list);
    }
    pipeline(list);
    for (int round = 0; round < ROUNDS; round++) {
      bulk[round] = bulk(list);
      pipeline[round] = pipeline(list);
    }
    row("decisions for a list / COPY in, join, COPY out", median(bulk), median(pipeline), "/s");
  }

  private static double[] rounds(Load load, AtomicInteger next, Callable<Load.Worker> worker)
      throws Exception {
    double[] rates = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      rates[round] = measured(load.run(next, ROUND_SECONDS, worker));
    }
    return rates;
  }

  private static int random() {
    return 1 + ThreadLocalRandom.current().nextInt(PEOPLE);
  }

  private static Callable<Load.Worker> productOverThePool() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(house.url() + "?stringtype=unspecified&prepareThreshold=3");
    source.setUser("postgres");
    Sql sql = new Sql(PooledDatabase.over(source));
    AddressDecisions decisions =
        new AddressDecisions(sql, ADDRESS_KEYS, new TopicControllers(sql), Clock.systemUTC());
    return () ->
        new Load.Worker() {
          @Override
          public boolean send(int number) {
            EmailAddress address =
                EmailAddress.of(address(1 + ThreadLocalRandom.current().nextInt(people)));
            return decisions.decide(REACH, IMAILO, TOPIC, List.of(address)).get(0).isPermitted();
          }

          @Override
          public void close() {}
        };
  }

  private static Load.Worker queryWorker() throws SQLException {
    Connection connection = house.connect();
    var statement = connection.prepareStatement(DecisionProbe.QUERY);
    return new Load.Worker() {
      @Override
      public boolean send(int number) throws SQLException {
        statement.setString(1, address(1 + ThreadLocalRandom.current().nextInt(people)));
        try (var row = statement.executeQuery()) {
          return row.next() && row.getBoolean(1);
        }
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

  private static byte[] list() {
    StringBuilder list = new StringBuilder();
    for (int n = 1; n <= PEOPLE; n++) {
      list.append(n % 10 == 0 ? "stranger" + n + "@example.org" : address(n)).append('\n');
    }
    return list.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static double bulk(byte[] list) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(house.portal().url("/api/v1/decisions/12"))
            .version(HttpClient.Version.HTTP_1_1) // long answers stall over h2c
            .header("Authorization", "Bearer " + Portal.API_TOKEN)
            .header("Content-Type", "text/plain")
            .header("Accept", "text/csv")
            .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(list)))
            .build();
    long start = System.nanoTime();
    HttpResponse<InputStream> answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream());
    assertEquals(200, answer.statusCode());
    assertEquals(PEOPLE + 1, lines(answer.body()), "a header and a line for each");
    return PEOPLE * 1e9 / (System.nanoTime() - start);
  }

  /** What psql would do: the addresses in, one query over them, the answers out. */
  private static double pipeline(byte[] list) throws Exception {
    try (Connection connection = house.connect();
        var statement = connection.createStatement()) {
      long start = System.nanoTime();
      connection.setAutoCommit(false);
      statement.execute("SET LOCAL work_mem = '96MB'");
      statement.execute(
          "CREATE TEMP TABLE asked (number bigint GENERATED ALWAYS AS IDENTITY, address text) ON COMMIT DROP");
      var copy = connection.unwrap(PGConnection.class).getCopyAPI();
      copy.copyIn("COPY asked (address) FROM STDIN", new ByteArrayInputStream(list));
      statement.execute("ANALYZE asked");
      long rows =
          copy.copyOut(
              "COPY (SELECT a.address, coalesce(d.permitted, false), d.reason, d.basis FROM asked a"
                  + " LEFT JOIN recipient r ON r.controller_id = 1 AND r.compare_key = a.address"
                  + " LEFT JOIN permission_decision(12, now()) d ON d.recipient_id = r.id ORDER BY a.number) TO STDOUT (FORMAT csv)",
              OutputStream.nullOutputStream());
      connection.commit();
      assertEquals(PEOPLE, rows);
      return PEOPLE * 1e9 / (System.nanoTime() - start);
    }
  }

  private static long lines(InputStream body) throws IOException {
    long lines = 0;
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = body) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        for (int i = 0; i < n; i++) {
          lines += buffer[i] == '\n' ? 1 : 0;
        }
      }
    }
    return lines;
  }
}
