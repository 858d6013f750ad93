package nl.voorkeur.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import nl.voorkeur.Portal;
import nl.voorkeur.launcher.JavaOptions;
import nl.voorkeur.platform.configuration.Setting.NamedKey;
import nl.voorkeur.platform.mail.PostfixSink;
import nl.voorkeur.recipient.AddressKeys;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * What every benchmark shares: PostgreSQL with the durability of production, the product on it, a
 * second server with the probe servlets, and people with long histories. Prints one table at the
 * end.
 */
final class BenchHouse {

  /** Recipients, each with consent for topics 11 and 12. */
  static final int PEOPLE = Integer.getInteger("voorkeur.bench.people", 1_000_000);

  /** Those who leave by one click; the others leave by their page. */
  static final int CLICKERS = PEOPLE / 4 * 3;

  /** Entries of each of them in the ledger. */
  static final int ENTRIES = Integer.getInteger("voorkeur.bench.entries", 10);

  static final double WARM_UP_SECONDS =
      Double.parseDouble(System.getProperty("voorkeur.bench.warmup", "60"));
  static final double ROUND_SECONDS =
      Double.parseDouble(System.getProperty("voorkeur.bench.round", "8"));
  static final int ROUNDS = 3;
  static final byte[] KEY = new byte[32];
  static final AddressKeys ADDRESS_KEYS = new AddressKeys(List.of(new NamedKey("dev-bench", KEY)));

  private static final String FACES =
      "<faces-config xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"4.0\"/>";
  private static final String BEANS =
      "<beans xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"4.0\" bean-discovery-mode=\"all\"/>";
  private static final String EMPTY_VIEW =
      "<f:view xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:f=\"jakarta.faces.core\" transient=\"true\">"
          + "<html lang=\"en\"><head><title>empty</title></head><body></body></html></f:view>";

  private static final List<String> TABLE = new ArrayList<>();
  private static BenchHouse shared;

  private final EmbeddedPostgres postgres;
  private final PostfixSink sink;
  private final Portal portal;
  private Process probe;
  private int probePort;

  private BenchHouse() throws Exception {
    postgres =
        EmbeddedPostgres.builder()
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("full_page_writes", "on")
            .setServerConfig("shared_buffers", "2GB")
            .setServerConfig("max_wal_size", "8GB")
            .setServerConfig("max_connections", "200")
            .start();
    String key = "dev-bench:" + Base64.getEncoder().encodeToString(KEY);
    Map<String, String> settings =
        new TreeMap<>(
            Map.of(
                "VOORKEUR_DB_URL",
                url(),
                "VOORKEUR_DB_USER",
                "postgres",
                "VOORKEUR_DB_PASSWORD",
                "none"));
    Map<String, String> database = Map.copyOf(settings);
    settings.put("VOORKEUR_TOKEN_KEYS", key);
    settings.put("VOORKEUR_ADDRESS_KEYS", key);
    settings.put("VOORKEUR_API_RATE", "0");
    sink = PostfixSink.start();
    settings.put("VOORKEUR_SMTP_HOST", "127.0.0.1:" + sink.port());
    settings.put("VOORKEUR_SMTP_CONNECTIONS", "16");
    settings.put(
        "VOORKEUR_JAVA_OPTIONS", "-Xmx1g " + System.getProperty("voorkeur.bench.java", ""));
    portal = Portal.start(settings);
    startProbe(database);
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
  }

  /** The one of this run, whichever benchmark comes first. */
  static synchronized BenchHouse shared() throws Exception {
    if (shared == null) {
      shared = new BenchHouse();
    }
    return shared;
  }

  private void close() {
    portal.close();
    probe.destroy();
    sink.close();
    try {
      postgres.close();
    } catch (IOException e) {
      System.err.println("the database did not stop: " + e);
    }
  }

  /** Prints what is measured so far; the last time it is printed it is whole. */
  static void print() {
    System.out.printf("%n%-56s %15s %15s %8s%n", "path", "product", "limit", "ratio");
    TABLE.forEach(System.out::println);
    System.out.println();
  }

  Portal portal() {
    return portal;
  }

  int probePort() {
    return probePort;
  }

  String url() {
    return "jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres";
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(
        url() + "?stringtype=unspecified&prepareThreshold=3", "postgres", "none");
  }

  /** The address of the nth person, from 1. */
  static String address(int n) {
    return "person" + n + "@example" + n % 500 + ".org";
  }

  int people() throws SQLException {
    return (int) number("SELECT count(*) FROM recipient");
  }

  int firstRecipient() throws SQLException {
    return (int) number("SELECT coalesce(min(id), 0) FROM recipient");
  }

  long number(String query) throws SQLException {
    try (Connection connection = connect();
        var rows = connection.createStatement().executeQuery(query)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /** Makes it so many people, with chains as the ledger itself would write them. */
  void populate(int people) throws SQLException {
    int there = people();
    if (there >= people) {
      return;
    }
    try (Connection connection = connect();
        var statement = connection.createStatement()) {
      statement.execute("SET session_replication_role = replica");
      try (var add =
          connection.prepareStatement(
              "INSERT INTO recipient (controller_id, address, compare_key, address_key, key_id, source) VALUES (1, ?, ?, ?, 'dev-bench', 'bench')")) {
        for (int n = there + 1; n <= people; n++) {
          nl.voorkeur.kernel.EmailAddress address = nl.voorkeur.kernel.EmailAddress.of(address(n));
          add.setString(1, address.value());
          add.setString(2, address.compareKey());
          add.setBytes(3, ADDRESS_KEYS.of(address));
          add.addBatch();
          if (n % 10_000 == 0 || n == people) {
            add.executeBatch();
          }
        }
      }
      statement.execute(
          "INSERT INTO standing (recipient_id) SELECT id FROM recipient ORDER BY id ON CONFLICT DO NOTHING");
      for (int seq = 1; seq <= ENTRIES; seq++) {
        statement.execute(
            "WITH made AS (INSERT INTO ledger SELECT (e.entry).recipient_id, (e.entry).seq, (e.entry).at, (e.entry).topic_id, (e.entry).kind,"
                + " (e.entry).route, (e.entry).actor, (e.entry).basis, NULL, NULL, NULL, (e.entry).confirmed_at, NULL, NULL, (e.entry).evidence, NULL,"
                + " (e.entry).prev_hash, ledger_hash(e.entry) FROM (SELECT ROW(s.recipient_id, "
                + seq
                + ", now() - interval '1 day' * "
                + (ENTRIES - seq)
                + ", "
                + (seq % 2 == 0 ? 12 : 11)
                + ", '"
                + (seq <= 2 ? "CONSENT_GIVEN" : "CONSENT_RENEWED")
                + "', 'IMPORT', 'import:1', 'CONSENT', NULL, NULL, NULL, now() - interval '30 days', NULL, NULL, '{\"import\": 1}', NULL, s.hash, '', NULL)::ledger AS entry"
                + " FROM standing s WHERE s.seq = "
                + (seq - 1)
                + ") e RETURNING recipient_id, hash)"
                + " UPDATE standing s SET seq = "
                + seq
                + ", hash = m.hash FROM made m WHERE s.recipient_id = m.recipient_id");
      }
      statement.execute(
          "INSERT INTO permission (topic_id, recipient_id, address, basis, in_seq, given_at)"
              + " SELECT t, r.id, r.address, 'CONSENT', CASE t WHEN 11 THEN "
              + (ENTRIES % 2 == 1 ? ENTRIES : ENTRIES - 1)
              + " ELSE "
              + (ENTRIES % 2 == 0 ? ENTRIES : ENTRIES - 1)
              + " END, now() - interval '30 days' FROM unnest(ARRAY[11, 12]) AS t, recipient r"
              + " WHERE NOT EXISTS (SELECT FROM permission p WHERE p.topic_id = t AND p.recipient_id = r.id) ORDER BY t, r.id");
      statement.execute("VACUUM ANALYZE");
    }
  }

  private void startProbe(Map<String, String> database) throws Exception {
    Path war = Files.createTempDirectory("probe").resolve("probe.war");
    ShrinkWrap.create(WebArchive.class)
        .addClasses(ProbeServlet.class, DecisionProbe.class, PageProbe.class, ProductSql.class)
        .addAsResource("nl/voorkeur/preference/person.sql")
        .addAsResource("nl/voorkeur/preference/lines.sql")
        .addAsResource("nl/voorkeur/permission/opt_out.sql")
        .addAsWebInfResource(new StringAsset(FACES), "faces-config.xml")
        .addAsWebInfResource(new StringAsset(BEANS), "beans.xml")
        .addAsWebResource(new StringAsset(EMPTY_VIEW), "empty.xhtml")
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
    // as many requests over one connection as the product takes
    Path settings =
        Files.writeString(
            war.resolveSibling("preboot"),
            "set configs.config.server-config.network-config.protocols.protocol.http-listener.http.max-connections=-1\n");
    try (ServerSocket socket = new ServerSocket(0)) {
      probePort = socket.getLocalPort();
    }
    List<String> words = new ArrayList<>(List.of("java"));
    // as the product is started
    words.addAll(
        JavaOptions.serving(Runtime.getRuntime().availableProcessors(), List.of("-Xmx1g")));
    words.addAll(
        List.of(
            "-jar",
            "target/server/payara-micro.jar",
            "--prebootcommandfile",
            settings.toString(),
            "--deploy",
            war.toString(),
            "--contextroot",
            "/",
            "--nocluster",
            "--nohazelcast",
            "--port",
            Integer.toString(probePort)));
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(Path.of("target", "probe.log").toFile());
    builder.environment().putAll(database);
    probe = builder.start(); // known at once, so that it is ended also when it does not come up
    HttpClient client = HttpClient.newHttpClient();
    for (int tries = 0; tries < 120; tries++) {
      try {
        HttpRequest ask =
            HttpRequest.newBuilder(URI.create("http://localhost:" + probePort + "/entry/0"))
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

  /** Warms each up, then lets them take turns, so that a noisy moment strikes all of them. */
  double[][] sideBySide(Load load, AtomicInteger next, List<Callable<Load.Worker>> all)
      throws Exception {
    warmUp(load, next::getAndIncrement, all);
    return inTurns(load, next, all);
  }

  /**
   * Warms each up with some people, who come again and again, as a minute of load takes more of
   * them than there are.
   *
   * @return how many of them came
   */
  static int warmUp(Load load, int first, int many, List<Callable<Load.Worker>> all)
      throws Exception {
    AtomicInteger came = new AtomicInteger();
    warmUp(load, () -> first + came.getAndIncrement() % many, all);
    return Math.min(many, came.get());
  }

  private static void warmUp(Load load, IntSupplier numbers, List<Callable<Load.Worker>> all)
      throws Exception {
    for (Callable<Load.Worker> one : all) {
      load.run(numbers, WARM_UP_SECONDS, one);
    }
  }

  static double[][] inTurns(Load load, AtomicInteger next, List<Callable<Load.Worker>> all)
      throws Exception {
    double[][] rates = new double[all.size()][ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < all.size(); i++) {
        rates[i][round] = measured(load.run(next, ROUND_SECONDS, all.get(i)));
      }
    }
    return rates;
  }

  static double measured(Load.Result result) {
    if (result.errors() > 0) {
      throw new AssertionError(result.errors() + " answers were not 2xx");
    }
    return result.rate();
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  static void row(String path, double product, double limit, String unit) {
    TABLE.add(
        String.format(
            Locale.ROOT,
            "%-56s %,12.0f%s %,12.0f%s %6.2f",
            path,
            product,
            unit,
            limit,
            unit,
            product / limit));
  }
}
