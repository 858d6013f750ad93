package nl.voorkeur.exporting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import nl.voorkeur.catalogue.Receiver;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.ExportId;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.platform.persistence.PooledDatabase;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.persistence.TestDatabase;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The recall feed is whole: whoever is in a file and says no after what the file knew, stands in it
 * exactly once, whatever the order in which transactions commit.
 */
class RecallPropertiesPgIT {

  private static final ControllerId IMAILO = new ControllerId(1);
  private static final TopicId WEEKBLIK = new TopicId(11);
  private static final String NOOR = "staff:50";
  private static final int PEOPLE = 2_500;
  private static final int WRITERS = 5;
  private static final int TURNS = 900;
  private static final int MOST_EXPORTS = 60;
  private static final ExecutorService EXECUTOR = Executors.newCachedThreadPool();

  /** A list of suppressed addresses that came in has this person on it. */
  private static final String SUPPRESS =
      "INSERT INTO suppression (controller_id, form, digest, cause, reason, route, actor)"
          + " VALUES (1, 'MD5', decode(md5('p%d@example.org'), 'hex'), 'LIST', 'test', 'IMPORT', 'import:1') ON CONFLICT DO NOTHING";

  /** What people may do: the entry of the ledger, and whether it recalls them from lists of 11. */
  private static final Map<String, Boolean> ACTS = new TreeMap<>();

  static {
    ACTS.put("('%d', 11, 'WITHDRAWAL', 'ONE_CLICK', 'recipient')", true);
    ACTS.put("('%d', 12, 'WITHDRAWAL', 'ONE_CLICK', 'recipient')", false);
    ACTS.put("('%d', NULL, 'WITHDRAWAL', 'UNSUBSCRIBE_PAGE', 'recipient')", true);
    ACTS.put("('%d', NULL, 'OBJECTION', 'PREFERENCES', 'recipient')", true);
    ACTS.put("('%d', NULL, 'COMPLAINT', 'COMPLAINT', 'system')", true);
    ACTS.put("('%d', NULL, 'RESTRICTION', 'FRESH_LINK', 'recipient')", true);
    ACTS.put("('%d', NULL, 'BOUNCE', 'BOUNCE', 'system')", true);
    ACTS.put(SUPPRESS, true);
    ACTS.put("('%d', NULL, 'UNDER_AGE', 'FORM', 'recipient')", true);
    ACTS.put("('%d', 11, 'OBJECTION', 'PREFERENCES', 'recipient')", true);
    ACTS.put("('%d', NULL, 'ERASURE', 'FRESH_LINK', 'recipient')", true);
    ACTS.put("('%d', NULL, 'PROFILING_OBJECTION', 'PREFERENCES', 'recipient')", false);
    ACTS.put("('%d', 11, 'CONSENT_GIVEN', 'CONFIRMATION', 'recipient')", false);
    ACTS.put("('%d', 12, 'CONSENT_GIVEN', 'CONFIRMATION', 'recipient')", false);
    ACTS.put("('%d', 11, 'CONSENT_REQUESTED', 'FORM', 'recipient')", false);
  }

  private static final String WRITE =
      "INSERT INTO ledger (recipient_id, topic_id, kind, route, actor) VALUES ";

  private Sql sql;
  private PermittedList lists;
  private RecallStore feeds;

  @BeforeEach
  void open() {
    sql = new Sql(PooledDatabase.over(TestDatabase.fresh()));
    lists =
        new PermittedList(
            sql, 24, List.of(), (a, b, c, d) -> {}, Clock.systemUTC(), ZoneOffset.UTC);
    feeds = new RecallStore(sql);
  }

  /** Thousands of acts by several at once, while lists are made one after the other. */
  @Test
  void everyNoAfterAnExportStandsInItsFeedOnce() throws Exception {
    List<Long> people = people(PEOPLE);
    List<Made> exports = new ArrayList<>();
    AtomicBoolean over = new AtomicBoolean();
    List<Future<?>> writers = new ArrayList<>();
    for (int writer = 0; writer < WRITERS; writer++) {
      Random random = new Random(4711 + writer);
      writers.add(EXECUTOR.submit(() -> live(people, random)));
    }
    Future<?> advancing =
        EXECUTOR.submit(
            () -> {
              while (!over.get()) {
                feeds.advance();
              }
            });
    while (!writers.stream().allMatch(Future::isDone) && exports.size() < MOST_EXPORTS) {
      exports.add(export());
    }
    for (Future<?> writer : writers) {
      writer.get();
    }
    over.set(true);
    advancing.get();
    feeds.advance();
    assertEquals(0, feeds.advance(), "nothing is left over");
    int recalled = 0;
    for (Made made : exports) {
      recalled += check(made);
    }
    int all = recalled;
    assertTrue(exports.size() >= 10, () -> "lists were made meanwhile: " + exports.size());
    assertTrue(all > 2_000, () -> "the histories recall many: " + all);
  }

  /** Writes now and then in transactions that stay open for a while, and sometimes are undone. */
  private void live(List<Long> people, Random random) {
    List<String> acts = List.copyOf(ACTS.keySet());
    for (int turn = 0; turn < TURNS; turn++) {
      sql.with(
          handle -> {
            handle.begin();
            long person = people.get(random.nextInt(people.size()));
            for (int n = random.nextInt(3); n >= 0; n--) {
              String act = acts.get(random.nextInt(acts.size()));
              handle.execute((act.equals(SUPPRESS) ? act : WRITE + act).formatted(person));
            }
            handle.execute("SELECT pg_sleep(?)", random.nextInt(10) / 1000.0);
            return random.nextInt(8) == 0 ? handle.rollback() : handle.commit();
          });
    }
  }

  /** A file, and for each person in it the number of ledger entries that it knew. */
  private record Made(ExportId id, Map<String, Long> rows) {}

  private Made export() throws Exception {
    Manifest announced =
        lists
            .announce(
                IMAILO,
                ExportRequest.plain(
                    List.of(WEEKBLIK),
                    ListUse.MAIL,
                    "test",
                    Receiver.CONTROLLER,
                    ExportProfile.MACHINE),
                NOOR)
            .manifest()
            .orElseThrow();
    assertTrue(lists.take(IMAILO, announced.id(), NOOR));
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    lists.write(IMAILO, announced.id(), file, EXECUTOR);
    Map<String, Long> rows = new HashMap<>();
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    try (CSVParser parser =
        CSVParser.parse(new StringReader(file.toString(StandardCharsets.UTF_8)), format)) {
      for (CSVRecord row : parser) {
        rows.put(row.get("address"), Long.valueOf(row.get("row")));
      }
    }
    return new Made(announced.id(), rows);
  }

  /**
   * By the ledger as it stands in the end, told apart by each person's own chain: in the file were
   * those whose consent was the last word; so every later recalling entry of them counts.
   */
  private int check(Made made) {
    Map<Long, Long> rows = new HashMap<>();
    made.rows().forEach((address, row) -> rows.put(number(address), row));
    Map<Long, Long> people = new HashMap<>();
    rows.forEach((person, row) -> people.put(row, person));
    Map<Long, Long> expected = new HashMap<>(rows);
    expected.keySet().retainAll(saidNoAfter(made.id()));
    Map<Long, Long> told = new HashMap<>();
    List<RecallEntry> entries = feeds.entries(IMAILO, made.id(), 0, 10_000);
    int seq = 0;
    for (RecallEntry entry : entries) {
      assertEquals(++seq, entry.seq(), "without a gap");
      assertEquals(null, told.put(people.get(entry.row()), entry.row()), "once");
    }
    assertEquals(expected, told);
    assertEquals(
        entries.size(),
        lists.find(IMAILO, made.id()).flatMap(Manifest::recall).orElseThrow().entries());
    return entries.size();
  }

  private static long number(String address) {
    return Long.parseLong(address.replaceAll("\\D", ""));
  }

  /**
   * The oracle: the list saw the chain of a person up to some entry, as their state shows; what is
   * beyond it, it did not know. How far it saw is told by replaying the chain: the longest start
   * that the snapshot of the block holds.
   */
  private Set<Long> saidNoAfter(ExportId export) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "WITH seen AS (SELECT l.recipient_id, max(l.seq) AS seq FROM ledger l JOIN export_people p ON p.export_id = :export"
                        + " AND p.block = l.recipient_id >> 16 WHERE pg_visible_in_snapshot(l.xact::text::xid8, p.seen) GROUP BY l.recipient_id)"
                        + " SELECT l.recipient_id FROM ledger l LEFT JOIN seen s ON s.recipient_id = l.recipient_id WHERE l.seq > coalesce(s.seq, 0) AND"
                        + " (l.topic_id = 11 AND l.kind IN ('WITHDRAWAL', 'OBJECTION') OR l.topic_id IS NULL AND l.kind IN"
                        + " ('WITHDRAWAL', 'OBJECTION', 'COMPLAINT', 'RESTRICTION', 'BOUNCE', 'SUPPRESSION', 'UNDER_AGE', 'ERASURE'))")
                .bind("export", export.value())
                .mapTo(Long.class)
                .set());
  }

  @Test
  void aNoOfATransactionThatBeganBeforeTheExportAndCommitsAfterwardsIsInTheFeed() throws Exception {
    long person = people(1).get(0);
    Callable<Made> exporting = this::export;
    Made made =
        sql.with(
            slow -> {
              slow.begin();
              slow.execute(WRITE + withdrawal(person));
              Made done;
              try {
                done = EXECUTOR.submit(exporting).get();
                assertEquals(0, EXECUTOR.submit(feeds::advance).get(), "not committed yet");
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
              slow.commit();
              return done;
            });
    assertEquals(1, made.rows().size(), "the list could not know");
    assertEquals(1, feeds.advance());
    assertEquals(1, feeds.entries(IMAILO, made.id(), 0, 10).size());
    assertEquals(0, feeds.advance(), "once");
  }

  @Test
  void whatHappensWhileALongTransactionHoldsOthersBackIsToldAtOnce() throws Exception {
    List<Long> two = people(2);
    Made made = export();
    sql.with(
        slow -> {
          slow.begin();
          slow.execute(
              WRITE
                  + "('%d', 12, 'CONSENT_GIVEN', 'CONFIRMATION', 'recipient')"
                      .formatted(two.get(0)));
          try {
            EXECUTOR
                .submit(() -> sql.with(other -> other.execute(WRITE + withdrawal(two.get(1)))))
                .get();
            assertEquals(1, EXECUTOR.submit(feeds::advance).get(), "not held back");
            assertEquals(0, EXECUTOR.submit(feeds::advance).get(), "and not told twice");
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
          return slow.commit();
        });
    assertEquals(0, feeds.advance());
    assertEquals(1, feeds.entries(IMAILO, made.id(), 0, 10).size());
  }

  @Test
  void theFeedOutlivesErasureAndMoveWithoutTheAddress() throws Exception {
    List<Long> three = people(3);
    Made made = export();
    sql.with(
        handle -> {
          handle.execute(
              WRITE + "('%d', NULL, 'ERASURE', 'FRESH_LINK', 'recipient')".formatted(three.get(0)));
          handle.execute(
              "SELECT change_address(?, 'new@example.net', 'new@example.net', NULL, '\\x00112233445566778899aabbccddeeff', 'test', '{}', 'FRESH_LINK', 'recipient')",
              three.get(1));
          return handle.execute(
              "SELECT change_address(?, 'new@example.net', 'new@example.net', NULL, '\\x00112233445566778899aabbccddeeff', 'test', '{}', 'FRESH_LINK', 'recipient')",
              three.get(2));
        });
    feeds.advance();
    List<RecallEntry> entries = feeds.entries(IMAILO, made.id(), 0, 10);
    assertEquals(3, entries.size());
    Set<Long> rows = new HashSet<>();
    for (RecallEntry entry : entries) {
      assertEquals(Optional.empty(), entry.address(), "what is gone is not told");
      rows.add(entry.row());
    }
    assertEquals(new HashSet<>(made.rows().values()), rows, "the row is enough");
    assertTrue(entries.stream().anyMatch(entry -> entry.reason().isErasure()));
    assertTrue(entries.stream().anyMatch(entry -> entry.reason() == RecallReason.MOVED));
  }

  @Test
  void theReceiverAcknowledgesOrIsLate() throws Exception {
    List<Long> people = people(3);
    Made made = export();
    people.forEach(person -> sql.with(handle -> handle.execute(WRITE + withdrawal(person))));
    feeds.advance();
    ControllerId other = new ControllerId(2);
    assertEquals(List.of(), feeds.entries(other, made.id(), 0, 10), "promise 7");
    assertEquals(0, feeds.acknowledge(other, made.id(), 3, NOOR));
    assertFalse(feeds.destroy(other, made.id()));
    assertEquals(List.of(), feeds.overdue(IMAILO, 4));
    sql.with(
        handle -> handle.execute("UPDATE recall SET noticed_at = noticed_at - interval '5 hours'"));
    assertEquals(3, feeds.overdue(IMAILO, 4).get(0).waiting());
    assertEquals(List.of(), feeds.overdue(other, 4));
    assertEquals(2, feeds.acknowledge(IMAILO, made.id(), 2, NOOR));
    assertEquals(0, feeds.acknowledge(IMAILO, made.id(), 2, NOOR), "once");
    assertEquals(1, feeds.overdue(IMAILO, 4).get(0).waiting());
    assertEquals(3, feeds.entries(IMAILO, made.id(), 2, 10).get(0).seq(), "the rest of the page");
    assertTrue(feeds.destroy(IMAILO, made.id()));
    assertEquals(List.of(), feeds.overdue(IMAILO, 4));
  }

  private static String withdrawal(long person) {
    return "('%d', 11, 'WITHDRAWAL', 'ONE_CLICK', 'recipient')".formatted(person);
  }

  /** People whose address is their number, with consent. */
  private List<Long> people(int count) {
    return sql.with(
        handle -> {
          List<Long> ids =
              handle
                  .createQuery(
                      "WITH n AS (SELECT nextval(pg_get_serial_sequence('recipient', 'id')) AS id FROM generate_series(1, :count))"
                          + " INSERT INTO recipient (id, controller_id, address, compare_key, address_key, key_id, source) OVERRIDING SYSTEM VALUE"
                          + " SELECT id, 1, 'p' || id || '@example.org', 'p' || id || '@example.org', substring(sha256(utf8(id::text)) FOR 16), 'test', 'test'"
                          + " FROM n RETURNING id")
                  .bind("count", count)
                  .mapTo(Long.class)
                  .list();
          handle.execute(
              "INSERT INTO ledger (recipient_id, topic_id, kind, route, actor)"
                  + " SELECT id, 11, 'CONSENT_GIVEN', 'CONFIRMATION', 'recipient' FROM recipient ORDER BY id");
          return ids;
        });
  }
}
