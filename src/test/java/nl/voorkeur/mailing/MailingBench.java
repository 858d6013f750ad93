package nl.voorkeur.mailing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import nl.voorkeur.kernel.MailingId;
import nl.voorkeur.platform.configuration.Configuration;
import nl.voorkeur.platform.mail.DkimKey;
import nl.voorkeur.platform.mail.DkimSigner;
import nl.voorkeur.platform.mail.PostfixRelay;
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

  /** So many that the warm-up, as large as a round, leaves nothing to compile. */
  private static final int PEOPLE = Integer.getInteger("voorkeur.bench.mails", 30_000);

  private static final int NOTICES = Integer.getInteger("voorkeur.bench.notices", 10_000);
  private static final int CONNECTIONS = Integer.getInteger("voorkeur.bench.connections", 48);
  private static final int AUDIENCE = Integer.getInteger("voorkeur.bench.audience", 300_000);
  private static final int RELAYED = Integer.getInteger("voorkeur.bench.relayed", 3_000);

  /** Beyond it smtp-source gets no faster. */
  private static final int SOURCE_CONNECTIONS = 16;

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
    Map<String, List<Processors>> costs = new TreeMap<>();
    List<Double> source = new ArrayList<>();
    List<Double> bare = new ArrayList<>();
    System.setProperty("voorkeur.test.fsync", "on"); // before the database of this JVM starts
    DispatchFixture house = new DispatchFixture();
    populate(house);
    for (int round = -1; round < ROUNDS; round++) {
      for (Map.Entry<String, Map<String, String>> kind : kinds.entrySet()) {
        Processors before = Processors.now(sink);
        double rate = mailing(house, kind.getValue());
        if (round >= 0) {
          costs
              .computeIfAbsent(kind.getKey(), name -> new ArrayList<>())
              .add(Processors.now(sink).since(before));
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
    costs.forEach(
        (kind, each) -> TABLE.add("processors, mailing " + kind.substring(2) + ": " + each));
    if (PostfixRelay.isPossible()) {
      row("mailing without DKIM / Postfix relay", rates.get("1 without DKIM"), List.of(relay()));
    }
    large(house);
  }

  /** Microseconds of processor; of a difference, for each message. */
  private record Processors(double jvm, double postgres, double sink) {

    static Processors now(Process sink) {
      return new Processors(
          of(ProcessHandle.current()),
          ProcessHandle.allProcesses() // the database's are nobody's children
              .filter(one -> one.info().command().orElse("").endsWith("/postgres"))
              .mapToDouble(Processors::of)
              .sum(),
          of(sink.toHandle()));
    }

    private static double of(ProcessHandle process) {
      return process.info().totalCpuDuration().map(time -> time.toNanos() / 1e3).orElse(0.0);
    }

    Processors since(Processors before) {
      return new Processors(
          (jvm - before.jvm) / PEOPLE,
          (postgres - before.postgres) / PEOPLE,
          (sink - before.sink) / PEOPLE);
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "JVM %.0f, PostgreSQL %.0f, sink %.0f µs, together %.0f",
          jvm,
          postgres,
          sink,
          jvm + postgres + sink);
    }
  }

  /** What tells the people of an import where their data came from: one message a person. */
  @Test
  void notices() throws Exception {
    System.setProperty("voorkeur.test.fsync", "on");
    DispatchFixture house = new DispatchFixture();
    house.people(NOTICES);
    house.execute(
        "INSERT INTO system_mail (kind, controller_id, recipient_id, language, subject_id, items, next_attempt_at)"
            + " SELECT 'SOURCE_NOTICE', 1, id, 'NL', 1, '{beurs}', clock_timestamp() FROM recipient");
    house.execute("VACUUM ANALYZE");
    DispatchWorker worker =
        house.worker(
            configuration(Map.of("voorkeur.dkim.key", DkimKey.make("r1").setting())),
            RetryPlan.USUAL);
    ExecutorService workers = Executors.newFixedThreadPool(CONNECTIONS);
    long start = System.nanoTime();
    List<Future<UUID>> runs = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS; i++) {
      runs.add(workers.submit(() -> house.run(worker)));
    }
    for (Future<UUID> run : runs) {
      run.get();
    }
    double perSecond = NOTICES * 1e9 / (System.nanoTime() - start);
    workers.shutdown();
    assertEquals(
        Integer.toString(NOTICES),
        house.sql.with(
            handle ->
                handle
                    .createQuery("SELECT count(*)::text FROM system_mail WHERE state = 'SENT'")
                    .mapTo(String.class)
                    .one()),
        "everybody, once");
    TABLE.add(
        String.format(
            Locale.ROOT,
            "%-46s %,12.0f/s %,12.0f an hour",
            "notices",
            perSecond,
            perSecond * 3600));
  }

  /** What Postfix passes on, from the first message to an empty queue. */
  private double relay() throws Exception {
    Path folder = Files.createTempDirectory("voorkeur-relay");
    try (PostfixRelay relay = PostfixRelay.to(port, folder)) {
      long start = System.nanoTime();
      source(relay.port(), RELAYED);
      while (queued(folder) > 0) {
        LockSupport.parkNanos(20_000_000);
      }
      return RELAYED * 1e9 / (System.nanoTime() - start);
    }
  }

  private static long queued(Path folder) throws IOException {
    long files = 0;
    for (String queue : List.of("incoming", "active", "deferred")) {
      try (Stream<Path> all = Files.walk(folder.resolve("queue").resolve(queue))) {
        files += all.filter(Files::isRegularFile).count();
      } catch (UncheckedIOException moved) {
        files++;
      }
    }
    return files;
  }

  /** A large audience: fixed as fast as rows can be written, and sent in as little memory. */
  private void large(DispatchFixture small) throws Exception {
    DispatchFixture house = new DispatchFixture();
    house.people(AUDIENCE);
    house.execute("VACUUM ANALYZE");
    house.execute("CREATE TABLE plain (LIKE delivery INCLUDING ALL)");
    MailingId first = mailing(house);
    List<Double> product = new ArrayList<>();
    List<Double> plain = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      MailingId id = round == 0 ? first : mailing(house);
      long start = System.nanoTime();
      house.start(id, DispatchFixture.WEEKBLIK);
      product.add(AUDIENCE * 1e9 / (System.nanoTime() - start));
      start = System.nanoTime();
      house.execute(
          "INSERT INTO plain (mailing_id, recipient_id, state, basis, proof_seq) SELECT "
              + id
              + ", recipient_id, 'READY', basis, in_seq FROM permission WHERE topic_id = 11 ORDER BY recipient_id");
      plain.add(AUDIENCE * 1e9 / (System.nanoTime() - start));
      house.execute("UPDATE mailing SET state = 'PAUSED', held_by = 'staff' WHERE id = " + id);
    }
    row(String.format(Locale.ROOT, "audience of %,d / plain insert", AUDIENCE), product, plain);
    MailingId few = mailing(small);
    small.start(few, DispatchFixture.WEEKBLIK);
    double least = liveMegabytes(small, few);
    house.execute("UPDATE mailing SET state = 'SENDING', held_by = NULL WHERE id = " + first);
    double most = liveMegabytes(house, first);
    TABLE.add(
        String.format(
            Locale.ROOT,
            "%-46s %,11.0f MB %,13.0f MB %8.2f",
            String.format(Locale.ROOT, "live heap at %,d / at %,d people", AUDIENCE, PEOPLE),
            most,
            least,
            most / least));
  }

  /** What is alive in the middle of a mailing, which is cancelled then. */
  private double liveMegabytes(DispatchFixture house, MailingId id) throws Exception {
    Configuration configuration = configuration(Map.of());
    DispatchWorker worker = house.worker(configuration, RetryPlan.USUAL);
    ExecutorService workers = Executors.newFixedThreadPool(CONNECTIONS);
    for (int i = 0; i < CONNECTIONS; i++) {
      workers.submit(() -> house.run(worker));
    }
    while (house.states(id).getOrDefault("SENT", 0L) < PEOPLE / 2) {
      LockSupport.parkNanos(50_000_000);
    }
    System.gc();
    Runtime heap = Runtime.getRuntime();
    double megabytes = (heap.totalMemory() - heap.freeMemory()) / 1e6;
    house.execute("UPDATE mailing SET state = 'CANCELLED' WHERE id = " + id);
    workers.shutdown();
    assertEquals(true, workers.awaitTermination(60, TimeUnit.SECONDS));
    return megabytes;
  }

  private static MailingId mailing(DispatchFixture house) {
    String paragraph =
        "Een alinea van een nieuwsbrief, zoals die er een stuk of wat heeft. ".repeat(6);
    return house.mailing(
        DispatchFixture.WEEKBLIK,
        "Weekblik",
        "# Dag {{first_name|lezer}}\n\n" + (paragraph + "\n\n").repeat(5));
  }

  private double mailing(DispatchFixture house, Map<String, String> settings) throws Exception {
    MailingId id = mailing(house);
    house.start(id, DispatchFixture.WEEKBLIK);
    Configuration configuration = configuration(settings);
    DispatchWorker worker = house.worker(configuration, RetryPlan.USUAL); // one for a node
    ExecutorService workers = Executors.newFixedThreadPool(CONNECTIONS);
    long start = System.nanoTime();
    List<Future<UUID>> runs = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS; i++) {
      runs.add(workers.submit(() -> house.run(worker)));
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
    source(port, PEOPLE);
    return PEOPLE * 1e9 / (System.nanoTime() - start);
  }

  private static void source(int target, int messages) throws Exception {
    Process source =
        process(
            List.of(
                "/usr/sbin/smtp-source",
                "-d",
                "-s",
                Integer.toString(SOURCE_CONNECTIONS),
                "-m",
                Integer.toString(messages),
                "-l",
                "10000",
                "127.0.0.1:" + target));
    assertEquals(0, source.waitFor());
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
