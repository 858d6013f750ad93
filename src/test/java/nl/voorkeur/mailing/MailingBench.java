package nl.voorkeur.mailing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import nl.voorkeur.kernel.MailingId;
import nl.voorkeur.platform.configuration.Configuration;
import nl.voorkeur.platform.mail.DkimKey;
import nl.voorkeur.platform.mail.DkimSigner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Measures mailings of 10 kB messages with rendering, gate and evidence, from PostgreSQL to
 * Postfix's {@code smtp-sink}, beside {@code smtp-source} and beside bare signatures, in one run.
 * It asserts that everybody got their message, never how fast.
 */
class MailingBench {

  private static final int PEOPLE = Integer.getInteger("voorkeur.bench.mails", 10_000);
  private static final int CONNECTIONS = Integer.getInteger("voorkeur.bench.connections", 16);
  private static final int ROUNDS = Integer.getInteger("voorkeur.bench.rounds", 3);
  private static final int SIGNERS = Runtime.getRuntime().availableProcessors();
  private static final int SIGNATURES = Integer.getInteger("voorkeur.bench.signatures", 10_000);
  private static final List<String> TABLE = new ArrayList<>();

  private Process sink;
  private int port;

  @BeforeEach
  void startSink() throws Exception {
    Assumptions.assumeTrue(
        Files.isExecutable(Path.of("/usr/sbin/smtp-sink")), "needs apt-get install postfix");
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    List<String> command = new ArrayList<>(List.of("/usr/sbin/smtp-sink"));
    if (System.getProperty("user.name").equals("root")) {
      command.addAll(List.of("-u", "nobody"));
    }
    command.addAll(List.of("127.0.0.1:" + port, "1024"));
    sink = process(command);
    for (int tries = 0; !answers(); tries++) {
      assertEquals(true, tries < 100 && sink.isAlive(), "the sink starts");
      Thread.sleep(50);
    }
  }

  @AfterEach
  void stopSink() {
    sink.destroy();
  }

  @AfterAll
  static void print() {
    System.out.printf("%n%-46s %14s %14s %8s%n", "path", "product", "limit", "ratio");
    TABLE.forEach(System.out::println);
    System.out.println();
  }

  @Test
  void mailings() throws Exception {
    DkimKey rsa = DkimKey.make("r1");
    DkimKey small = DkimKey.ed25519("e1");
    Map<String, Map<String, String>> kinds = new TreeMap<>();
    kinds.put("1 without DKIM", Map.of());
    kinds.put("2 with RSA-2048", Map.of("voorkeur.dkim.key", rsa.setting()));
    kinds.put("3 with ed25519", Map.of("voorkeur.dkim.ed25519.key", small.setting()));
    Map<String, List<Double>> rates = new TreeMap<>();
    List<Double> source = new ArrayList<>();
    List<Double> bare = new ArrayList<>();
    System.setProperty("voorkeur.test.fsync", "on"); // before the database of this JVM starts
    DispatchFixture house = new DispatchFixture();
    populate(house);
    for (int round = -1; round < ROUNDS; round++) {
      for (Map.Entry<String, Map<String, String>> kind : kinds.entrySet()) {
        double rate = mailing(house, kind.getValue());
        if (round >= 0) {
          rates.computeIfAbsent(kind.getKey(), name -> new ArrayList<>()).add(rate);
        }
      }
      if (round >= 0) {
        source.add(smtpSource());
        bare.add(signatures(configuration(Map.of("voorkeur.dkim.key", rsa.setting()))));
      }
    }
    rates.forEach(
        (kind, each) -> row("mailing " + kind.substring(2) + " / smtp-source", each, source));
    row("mailing with RSA-2048 / signatures alone", rates.get("2 with RSA-2048"), bare);
  }

  private double mailing(DispatchFixture house, Map<String, String> settings) throws Exception {
    String paragraph =
        "Een alinea van een nieuwsbrief, zoals die er een stuk of wat heeft. ".repeat(6);
    MailingId id =
        house.mailing(
            DispatchFixture.WEEKBLIK,
            "Weekblik",
            "# Dag {{first_name|lezer}}\n\n" + (paragraph + "\n\n").repeat(5));
    house.start(id, DispatchFixture.WEEKBLIK);
    Configuration configuration = configuration(settings);
    ExecutorService workers = Executors.newFixedThreadPool(CONNECTIONS);
    long start = System.nanoTime();
    List<Future<UUID>> runs = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS; i++) {
      runs.add(workers.submit(() -> house.run(house.worker(configuration, RetryPlan.USUAL))));
    }
    for (Future<UUID> run : runs) {
      run.get();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    workers.shutdown();
    assertEquals(Map.of("SENT", (long) PEOPLE), house.states(id), "everybody, once");
    return PEOPLE / seconds;
  }

  private double smtpSource() throws Exception {
    long start = System.nanoTime();
    Process source =
        process(
            List.of(
                "/usr/sbin/smtp-source",
                "-d",
                "-s",
                Integer.toString(CONNECTIONS),
                "-m",
                Integer.toString(PEOPLE),
                "-l",
                "10000",
                "127.0.0.1:" + port));
    assertEquals(0, source.waitFor());
    return PEOPLE * 1e9 / (System.nanoTime() - start);
  }

  /** On all processors at once, with the provider that mailings use. */
  private static double signatures(Configuration configuration) throws Exception {
    DkimSigner signer = new DkimSigner(configuration, java.time.Clock.systemUTC());
    byte[] header =
        "From: a@b.example\r\nTo: c@d.example\r\n\r\n"
            .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    ExecutorService pool = Executors.newFixedThreadPool(SIGNERS);
    long start = System.nanoTime();
    List<Future<?>> all = new ArrayList<>();
    for (int i = 0; i < SIGNERS; i++) {
      all.add(
          pool.submit(
              () -> {
                for (int n = 0; n < SIGNATURES / SIGNERS; n++) {
                  signer.sign(header, new byte[0], "b.example");
                }
              }));
    }
    for (Future<?> each : all) {
      each.get();
    }
    pool.shutdown();
    return SIGNATURES * 1e9 / (System.nanoTime() - start);
  }

  private Configuration configuration(Map<String, String> settings) {
    return Configuration.read(
        property ->
            switch (property) {
              case "voorkeur.smtp.host" -> "127.0.0.1";
              case "voorkeur.smtp.port" -> Integer.toString(port);
              case "voorkeur.base.url" -> "https://voorkeur.example";
              case "voorkeur.token.keys", "voorkeur.address.keys" ->
                  "test:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
              default -> settings.get(property);
            });
  }

  private static void populate(DispatchFixture house) {
    house.people(PEOPLE);
    house.execute("VACUUM ANALYZE");
  }

  private boolean answers() {
    try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return probe.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  private static Process process(List<String> command) throws IOException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  private static void row(String path, List<Double> product, List<Double> limit) {
    TABLE.add(
        String.format(
            Locale.ROOT,
            "%-46s %,12.0f/s %,12.0f/s %8.2f",
            path,
            median(product),
            median(limit),
            median(product) / median(limit)));
  }
}
