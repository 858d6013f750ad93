package nl.voorkeur.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import nl.voorkeur.Portal;
import nl.voorkeur.platform.configuration.Setting.NamedKey;
import nl.voorkeur.platform.token.LinkPurpose;
import nl.voorkeur.platform.token.LinkTokens;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/**
 * Measures the hot paths of the running product beside their limits, in one run on one machine, and
 * prints one table. It asserts that every answer was right, never how fast it came.
 */
class HotPathsBench {

  private static final int PEOPLE = Integer.getInteger("voorkeur.bench.people", 600_000);
  private static final int CONNECTIONS = 32;
  private static final int ROUNDS = 3;
  private static final double WARM_UP_SECONDS =
      Double.parseDouble(System.getProperty("voorkeur.bench.warmup", "20"));
  private static final double ROUND_SECONDS =
      Double.parseDouble(System.getProperty("voorkeur.bench.round", "6"));
  private static final byte[] KEY = new byte[32];
  private static final List<String> TABLE = new ArrayList<>();

  private static EmbeddedPostgres postgres;
  private static Portal portal;
  private static Process probe;
  private static int probePort;

  @BeforeAll
  static void start() throws Exception {
    postgres =
        EmbeddedPostgres.builder()
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("full_page_writes", "on")
            .setServerConfig("shared_buffers", "1GB")
            .setServerConfig("max_wal_size", "8GB")
            .setServerConfig("max_connections", "200")
            .start();
    String key = "dev-bench:" + Base64.getEncoder().encodeToString(KEY);
    Map<String, String> database =
        Map.of(
            "VOORKEUR_DB_URL",
            url(),
            "VOORKEUR_DB_USER",
            "postgres",
            "VOORKEUR_DB_PASSWORD",
            "none");
    var settings = new java.util.TreeMap<>(database);
    settings.put("VOORKEUR_TOKEN_KEYS", key);
    settings.put("VOORKEUR_ADDRESS_KEYS", key);
    settings.put("VOORKEUR_JAVA_OPTIONS", "-Xmx1g");
    portal = Portal.start(settings);
    startProbe(database);
    populate();
  }

  @AfterAll
  static void stop() throws IOException {
    portal.close();
    probe.destroy();
    postgres.close();
    System.out.printf("%n%-44s %14s %14s %8s%n", "path", "product", "limit", "ratio");
    TABLE.forEach(System.out::println);
    System.out.println();
  }

  @Test
  void oneClickPost() throws Exception {
    LinkTokens tokens = new LinkTokens(List.of(new NamedKey("dev-bench", KEY)), Clock.systemUTC());
    int first = firstRecipient();
    AtomicInteger next = new AtomicInteger(first);
    Load load = new Load(CONNECTIONS);
    Callable<Load.Worker> product =
        Load.http(
            portal.url("/").getPort(),
            id -> "/u/" + tokens.issue(LinkPurpose.UNSUBSCRIBE, id, 11, 1),
            "application/x-www-form-urlencoded",
            "List-Unsubscribe=One-Click");
    Callable<Load.Worker> servlet =
        Load.http(
            probePort,
            id -> "/probe/" + id,
            "application/x-www-form-urlencoded",
            "List-Unsubscribe=One-Click");
    Callable<Load.Worker> database = HotPathsBench::databaseWorker;
    load.run(next, WARM_UP_SECONDS, product);
    load.run(next, WARM_UP_SECONDS, servlet);
    double[][] rates = new double[3][ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      rates[0][round] = measured(load.run(next, ROUND_SECONDS, product));
      rates[1][round] = measured(load.run(next, ROUND_SECONDS, servlet));
      rates[2][round] = measured(load.run(next, ROUND_SECONDS, database));
    }
    load.close();
    assertEquals(
        true,
        next.get() < first + PEOPLE,
        "every click was another person's; raise voorkeur.bench.people");
    try (Connection connection = connect();
        var rows =
            connection
                .createStatement()
                .executeQuery(
                    "SELECT count(*) FROM permission WHERE topic_id = 11 AND topic_block = 'WITHDRAWN'")) {
      rows.next();
      assertEquals(next.get() - first, rows.getInt(1), "every answered click is in force");
    }
    row("one-click POST / servlet with the statement", median(rates[0]), median(rates[1]), "/s");
    row("one-click POST / statement on 32 connections", median(rates[0]), median(rates[2]), "/s");
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
        HttpRequest.newBuilder(portal.url("/api/v1/exports"))
            .header("Authorization", "Bearer " + Portal.API_TOKEN)
            .header("Content-Type", "application/json")
            .header("Accept", "text/csv")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"topic\": 12, \"purpose\": \"benchmark\", \"receiver\": \"benchmark\"}"))
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
        Files.readString(Path.of("src/main/resources/nl/voorkeur/exporting/machine.sql"))
            .formatted(12);
    try (Connection connection = connect()) {
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

  private static Load.Worker databaseWorker() throws SQLException {
    Connection connection = connect();
    var statement = connection.prepareStatement(ProbeServlet.STATEMENT);
    return new Load.Worker() {
      @Override
      public boolean send(int number) throws SQLException {
        statement.setLong(1, number);
        return statement.executeUpdate() == 1;
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

  private static void populate() throws SQLException {
    try (Connection connection = connect();
        var statement = connection.createStatement()) {
      statement.execute(
          "INSERT INTO recipient (controller_id, address, compare_key, address_key, key_id, source)"
              + " SELECT 1, a, a, substring(sha256(a::bytea) FROM 1 FOR 16), 'dev-bench', 'bench'"
              + " FROM (SELECT 'person' || n || '@example' || n % 500 || '.org' AS a FROM generate_series(1, "
              + PEOPLE
              + ") n) x");
      for (int topic : new int[] {11, 12}) {
        statement.execute(
            "INSERT INTO ledger (recipient_id, topic_id, kind, route, actor) SELECT id, "
                + topic
                + ", 'CONSENT_GIVEN', 'IMPORT', 'import:1' FROM recipient ORDER BY id");
      }
      statement.execute("VACUUM ANALYZE");
    }
  }

  private static int firstRecipient() throws SQLException {
    try (Connection connection = connect();
        var rows = connection.createStatement().executeQuery("SELECT min(id) FROM recipient")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private static void startProbe(Map<String, String> database) throws Exception {
    Path war = Files.createTempDirectory("probe").resolve("probe.war");
    ShrinkWrap.create(WebArchive.class)
        .addClass(ProbeServlet.class)
        .addAsLibrary(
            Path.of(
                    org.postgresql.Driver.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toFile())
        .as(ZipExporter.class)
        .exportTo(war.toFile());
    try (ServerSocket socket = new ServerSocket(0)) {
      probePort = socket.getLocalPort();
    }
    ProcessBuilder builder =
        new ProcessBuilder(
                "java",
                "-Xmx1g",
                "-jar",
                "target/server/payara-micro.jar",
                "--deploy",
                war.toString(),
                "--contextroot",
                "/",
                "--nocluster",
                "--nohazelcast",
                "--port",
                Integer.toString(probePort))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().putAll(database);
    probe = builder.start(); // known at once, so that it is ended also when it does not come up
    HttpClient client = HttpClient.newHttpClient();
    for (int tries = 0; tries < 120; tries++) {
      try {
        HttpRequest ask =
            HttpRequest.newBuilder(URI.create("http://localhost:" + probePort + "/probe/0"))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        if (client.send(ask, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
          return;
        }
      } catch (IOException notYet) {
        // not listening yet
      }
      Thread.sleep(500);
    }
    throw new IllegalStateException("the probe did not start");
  }

  private static double measured(Load.Result result) {
    assertEquals(0, result.errors(), "every answer is 2xx");
    return result.rate();
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    java.util.Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static void row(String path, double product, double limit, String unit) {
    TABLE.add(
        String.format(
            Locale.ROOT,
            "%-46s %,12.0f%s %,12.0f%s %6.2f",
            path,
            product,
            unit,
            limit,
            unit,
            product / limit));
  }

  private static String url() {
    return "jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres";
  }

  private static Connection connect() throws SQLException {
    return DriverManager.getConnection(
        url() + "?stringtype=unspecified&prepareThreshold=3", "postgres", "none");
  }
}
