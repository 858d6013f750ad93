package nl.voorkeur.exporting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.StringReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import nl.voorkeur.catalogue.Receiver;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.permission.AskedList;
import nl.voorkeur.platform.configuration.Setting.NamedKey;
import nl.voorkeur.platform.persistence.PooledDatabase;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.persistence.TestDatabase;
import nl.voorkeur.recipient.AddressKeys;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * Measures lists and scrubs without the server around them beside what PostgreSQL does alone, in
 * turns, on one machine, and prints the ratios. It asserts that nothing is missing, never how fast
 * it came.
 */
class ListBench {

  private static final int PEOPLE = Integer.getInteger("voorkeur.bench.people", 1_000_000);
  private static final int ROUNDS = 5;
  private static final ControllerId IMAILO = new ControllerId(1);
  private static final TopicId WEEKBLIK = new TopicId(11);
  private static final ExecutorService EXECUTOR = Executors.newCachedThreadPool();
  private static final AddressKeys KEYS =
      new AddressKeys(List.of(new NamedKey("test", new byte[32])));

  private static Sql sql;

  @BeforeAll
  static void populate() {
    sql = new Sql(PooledDatabase.over(TestDatabase.fresh()));
    sql.with(
        handle -> {
          handle.execute("SET session_replication_role = replica");
          handle.execute(
              "INSERT INTO recipient (controller_id, address, compare_key, address_key, key_id, source)"
                  + " SELECT 1, a, a, substring(sha256(utf8(a)) FOR 16), 'test', 'bench'"
                  + " FROM (SELECT 'person' || n || '@example' || n % 500 || '.org' AS a FROM generate_series(1, ?) n) one",
              PEOPLE);
          handle.execute("INSERT INTO standing (recipient_id) SELECT id FROM recipient");
          handle.execute(
              "INSERT INTO permission (topic_id, recipient_id, address, basis, in_seq, given_at)"
                  + " SELECT 11, id, address, 'CONSENT', 1, now() - interval '30 days' FROM recipient ORDER BY id");
          handle.execute("VACUUM ANALYZE");
          return handle.execute("SET session_replication_role = DEFAULT");
        });
  }

  @Test
  void export() {
    double[] product = new double[ROUNDS];
    double[] copy = new double[ROUNDS];
    for (int round = -1; round < ROUNDS; round++) {
      long start = System.nanoTime();
      Manifest made = write();
      double took = System.nanoTime() - start;
      start = System.nanoTime();
      copyAtOnce();
      if (round >= 0) {
        product[round] = PEOPLE * 1e9 / took;
        copy[round] = PEOPLE * 1e9 / (System.nanoTime() - start);
      }
      assertEquals(PEOPLE, made.contents().orElseThrow().rows());
    }
    print("list / COPY of its query", median(product), median(copy));
    memory();
  }

  /** What a list holds in memory while it is written, looked at again and again. */
  private static void memory() {
    System.gc();
    long before = used();
    AtomicBoolean over = new AtomicBoolean();
    Future<Long> most =
        EXECUTOR.submit(
            () -> {
              long seen = 0;
              while (!over.get()) {
                System.gc();
                seen = Math.max(seen, used() - before);
              }
              return seen;
            });
    write();
    over.set(true);
    try {
      System.out.printf(
          Locale.ROOT,
          "memory that a list of %,d held at most: %,d kB%n",
          PEOPLE,
          most.get() / 1024);
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Manifest write() {
    PermittedList lists =
        new PermittedList(
            sql, 24, List.of(), (a, b, c, d) -> {}, Clock.systemUTC(), ZoneOffset.UTC);
    Manifest announced =
        lists
            .announce(
                IMAILO,
                ExportRequest.plain(
                    List.of(WEEKBLIK),
                    ListUse.MAIL,
                    "bench",
                    Receiver.CONTROLLER,
                    ExportProfile.MACHINE),
                "staff:1")
            .manifest()
            .orElseThrow();
    assertTrue(lists.take(IMAILO, announced.id(), "staff:1"));
    lists.write(IMAILO, announced.id(), OutputStream.nullOutputStream(), EXECUTOR);
    return lists.find(IMAILO, announced.id()).orElseThrow();
  }

  private static void copyAtOnce() {
    sql.with(
        handle -> {
          try {
            CopyManager copies = handle.getConnection().unwrap(PGConnection.class).getCopyAPI();
            return copies.copyOut(
                "COPY (SELECT d.address, r.first_name, r.last_name, lower(coalesce(r.language, c.default_language)::text) AS language, d.basis,"
                    + " to_char(d.since AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') AS since"
                    + " FROM permission_decision(11, now()) d JOIN recipient r ON r.id = d.recipient_id JOIN controller c ON c.id = r.controller_id"
                    + " WHERE d.permitted) TO STDOUT (FORMAT csv, HEADER, FORCE_QUOTE (first_name, last_name))",
                OutputStream.nullOutputStream());
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }

  @Test
  void scrub() {
    StringBuilder list = new StringBuilder();
    for (int n = 1; n <= PEOPLE; n++) {
      int who = n % 10 == 0 ? PEOPLE + n : n;
      list.append("person").append(who).append("@example").append(who % 500).append(".org\n");
    }
    byte[] bytes = list.toString().getBytes(StandardCharsets.UTF_8);
    ListScrub scrub = new ListScrub(sql, new AskedList(sql, KEYS), (a, b, c, d) -> {});
    double[] product = new double[ROUNDS];
    double[] pipeline = new double[ROUNDS];
    for (int round = -1; round < ROUNDS; round++) {
      long start = System.nanoTime();
      ScrubCounts counts =
          scrub.scrub(
              IMAILO,
              WEEKBLIK,
              new BufferedReader(new StringReader(list.toString())),
              Writer.nullWriter(),
              false,
              EXECUTOR);
      double took = System.nanoTime() - start;
      assertEquals(PEOPLE, counts.entries());
      start = System.nanoTime();
      psql(bytes);
      if (round >= 0) {
        product[round] = PEOPLE * 1e9 / took;
        pipeline[round] = PEOPLE * 1e9 / (System.nanoTime() - start);
      }
    }
    print("scrub / COPY in, one query, COPY out", median(product), median(pipeline));
  }

  private static void psql(byte[] list) {
    sql.with(
        handle -> {
          handle.execute("CREATE TEMP TABLE asked (address text)");
          try {
            CopyManager copies = handle.getConnection().unwrap(PGConnection.class).getCopyAPI();
            copies.copyIn("COPY asked FROM STDIN", new ByteArrayInputStream(list));
            handle.execute("ANALYZE asked");
            copies.copyOut(
                "COPY (SELECT a.address, coalesce(d.permitted, false), d.reason, d.basis FROM asked a"
                    + " LEFT JOIN recipient r ON r.controller_id = 1 AND r.compare_key = lower(a.address)"
                    + " LEFT JOIN permission_decision(11, now()) d ON d.recipient_id = r.id) TO STDOUT (FORMAT csv)",
                OutputStream.nullOutputStream());
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
          return handle.execute("DROP TABLE asked");
        });
  }

  private static long used() {
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static void print(String path, double product, double limit) {
    System.out.printf(
        Locale.ROOT, "%n%-56s %,12.0f/s %,12.0f/s %6.2f%n", path, product, limit, product / limit);
  }
}
