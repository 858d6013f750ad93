package nl.voorkeur.mailing;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.kernel.MailingId;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.permission.LedgerKind;
import nl.voorkeur.permission.OptOut;
import nl.voorkeur.permission.PermissionLedger;
import nl.voorkeur.permission.Provenance;
import nl.voorkeur.permission.Route;
import nl.voorkeur.permission.SendGate;
import nl.voorkeur.platform.configuration.Configuration;
import nl.voorkeur.platform.mail.DkimSigner;
import nl.voorkeur.platform.mail.MailServer;
import nl.voorkeur.platform.mail.SmtpSink;
import nl.voorkeur.platform.persistence.PooledDatabase;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.persistence.TestDatabase;
import nl.voorkeur.platform.token.LinkTokens;
import nl.voorkeur.platform.token.LinkUrls;
import nl.voorkeur.platform.token.ReturnPaths;
import nl.voorkeur.platform.token.Seal;
import nl.voorkeur.recipient.AddressKeys;
import nl.voorkeur.recipient.Recipients;

/** The real parts of sending around a real database and a test's own mail server. */
final class DispatchFixture {

  static final ControllerId IMAILO = new ControllerId(1);
  static final TopicId WEEKBLIK = new TopicId(11);
  static final TopicId BESTELLINGEN = new TopicId(16);
  static final RetryPlan AT_ONCE = new RetryPlan(Duration.ZERO, Duration.ZERO);

  private static final Duration LEASE = Duration.ofSeconds(20);

  private final Set<UUID> running = ConcurrentHashMap.newKeySet();
  final Sql sql;
  final Clock clock = Clock.systemUTC();
  final MailingStore mailings;
  final DeliveryStore deliveries;
  final SendGate gate;
  final Turns turns;
  final OptOut optOut;
  final ProgressStore progress;
  final UUID node = UUID.randomUUID();
  private final List<Allowance> allowances = new java.util.concurrent.CopyOnWriteArrayList<>();
  final SendingRuleStore rules;
  final List<String> alarms = new java.util.concurrent.CopyOnWriteArrayList<>();
  final TestDatabase.Place place;
  private final DataSource database;
  private final Recipients recipients;
  private final PermissionLedger ledger;
  private int people;
  private ScheduledExecutorService ticker;

  DispatchFixture() {
    this(TestDatabase.freshPlace());
  }

  private DispatchFixture(TestDatabase.Place place) {
    this(PooledDatabase.over(place.open()), place);
  }

  /** For a node beside the test. */
  DispatchFixture(DataSource database) {
    this(database, new TestDatabase.Place(0, ""));
  }

  /** What was committed is kept when the database's processes are killed. */
  static DispatchFixture durable() {
    TestDatabase.Place place = TestDatabase.freshPlace();
    try (Connection connection = place.open().getConnection();
        var run = connection.createStatement()) {
      run.execute("ALTER DATABASE " + place.name() + " SET synchronous_commit = on");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return new DispatchFixture(place);
  }

  private DispatchFixture(DataSource database, TestDatabase.Place place) {
    this.database = database;
    this.place = place;
    sql = new Sql(database);
    mailings = new MailingStore(sql);
    deliveries = new DeliveryStore(sql);
    gate = new SendGate(sql, clock);
    turns = new Turns(new SettlementStore(sql), gate);
    optOut = new OptOut(sql);
    progress = new ProgressStore(sql);
    rules = new SendingRuleStore(sql);
    ledger = new PermissionLedger(sql, null);
    recipients =
        new Recipients(
            sql,
            new AddressKeys(
                List.of(
                    new nl.voorkeur.platform.configuration.Setting.NamedKey(
                        "test", new byte[32]))));
  }

  RecipientId somebody(String address) {
    return recipients.obtain(IMAILO, EmailAddress.of(address), Optional.empty(), "test");
  }

  /** Somebody who confirmed that they want the Weekblik. */
  RecipientId reader() {
    return reader("reader" + ++people + "@example.org");
  }

  RecipientId reader(String address) {
    RecipientId person = somebody(address);
    say(person, LedgerKind.CONSENT_GIVEN);
    return person;
  }

  List<RecipientId> readers(int count) {
    List<RecipientId> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(reader());
    }
    return all;
  }

  void say(RecipientId person, LedgerKind kind) {
    say(person, WEEKBLIK, kind);
  }

  void say(RecipientId person, TopicId topic, LedgerKind kind) {
    ledger.record(person, Optional.of(topic), kind, Provenance.byRecipient(Route.CONFIRMATION));
  }

  /** Many people at once who want the Weekblik. */
  List<RecipientId> people(int count) {
    execute(
        "INSERT INTO recipient (controller_id, address, compare_key, address_key, key_id, source)"
            + " SELECT 1, a, a, substring(sha256(a::bytea) FROM 1 FOR 16), 'test', 'test'"
            + " FROM (SELECT 'person' || n || '@example' || n % 500 || '.org' AS a FROM generate_series(1, "
            + count
            + ") n) x");
    execute(
        "INSERT INTO ledger (recipient_id, topic_id, kind, route, actor, confirmed_at)"
            + " SELECT id, 11, 'CONSENT_GIVEN', 'IMPORT', 'import:1', now() FROM recipient ORDER BY id");
    execute("ANALYZE");
    return idsByAddress().values().stream().map(RecipientId::new).toList();
  }

  Map<String, Long> idsByAddress() {
    return sql.with(
        handle ->
            handle
                .createQuery("SELECT address, id FROM recipient")
                .map((row, context) -> Map.entry(row.getString("address"), row.getLong("id")))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  /** Kills a process of PostgreSQL, which ends all the others and recovers. */
  void killDatabase() {
    try {
      long pid =
          Long.parseLong(
              text("SELECT pid FROM pg_stat_activity WHERE backend_type = 'checkpointer'"));
      new ProcessBuilder("kill", "-9", Long.toString(pid)).start().onExit().join();
    } catch (java.io.IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether it is done; no while the database is away. */
  boolean isDone(MailingId id) {
    try {
      return state(id) == MailingState.DONE;
    } catch (RuntimeException away) {
      return false;
    }
  }

  /** Stops the Weekblik with one click. */
  void stops(RecipientId person) {
    optOut.withdraw(person, WEEKBLIK, Provenance.byRecipient(Route.ONE_CLICK));
  }

  MailingId mailing(TopicId topic, String subject, String body) {
    return new DraftStore(sql)
        .begin(
            IMAILO,
            new MailingText(topic, Language.NL, subject, "", body),
            Outfit.USUAL,
            "staff:1");
  }

  /** A started mailing to everyone known for the Weekblik. */
  MailingId started() {
    MailingId id = mailing(WEEKBLIK, "Onderwerp", "# Kop\n\nDag {{first_name|lezer}},");
    start(id, WEEKBLIK);
    return id;
  }

  void start(MailingId id, TopicId topic) {
    if (!mailings.start(id, topic, clock.instant())) {
      throw new IllegalStateException("was not a draft");
    }
  }

  DispatchWorker worker(SmtpSink sink) {
    return worker(sink, sink.configuration(), AT_ONCE);
  }

  DispatchWorker worker(SmtpSink sink, Configuration configuration, RetryPlan retries) {
    return worker(configuration, retries);
  }

  DispatchWorker worker(Configuration configuration, RetryPlan retries) {
    LinkUrls urls = new LinkUrls(configuration, new LinkTokens(configuration, clock));
    ReturnPaths returnPaths = new ReturnPaths(configuration);
    LetterWriter letters = LetterWriter.usual();
    MessageWriter writer =
        new MessageWriter(
            new DkimSigner(configuration, clock),
            new ControllerKeyStore(sql, new Seal(configuration)),
            clock);
    MailServer server = new MailServer(configuration, Duration.ofSeconds(2));
    Allowance allowance = allowance(server.perSecond());
    return new DispatchWorker(
        new DispatchParts(
            deliveries,
            new Claims(deliveries),
            turns,
            DispatchParts.oneForEachProcessor(),
            allowance,
            retries,
            new Misgivings(),
            (mailing, controller, cause, detail) -> alarms.add(cause + ": " + detail)),
        new SystemMailRound(
            new SystemMailStore(sql),
            gate,
            allowance.pacing(),
            new LetterheadStore(sql),
            new SystemMessages(letters, writer, urls, returnPaths, 7, 10)),
        server,
        id ->
            new MailingMessages(
                mailings.job(id).orElseThrow(), letters, writer, urls, returnPaths));
  }

  /** A node's limits, as they are now. */
  private Allowance allowance(int perSecond) {
    Allowance allowance =
        new Allowance(
            new Pacing(perSecond, System::nanoTime), rules, clock, ZoneId.of("Europe/Amsterdam"));
    allowance.refresh(node);
    allowances.add(allowance);
    return allowance;
  }

  /** Writes one thing down, as a worker does; nobody when the claim is not held any more. */
  Set<RecipientId> settle(MailingId mailing, UUID claim, Settlement change) {
    return turns.take(new Turns.Turn(mailing, claim, WEEKBLIK, List.of(change))).written();
  }

  /** A worker with a lease, of which nothing runs. */
  UUID worker() {
    UUID id = UUID.randomUUID();
    deliveries.renew(List.of(id), LEASE);
    return id;
  }

  /** What a worker holds whose lease ran out some time ago is taken care of. */
  void dies(UUID worker) {
    execute("UPDATE mail_worker SET lease_until = '-infinity' WHERE id = '" + worker + "'");
    deliveries.recover();
  }

  /** One run of one worker, until it has nothing left to do. */
  UUID run(DispatchWorker worker) {
    return run(worker, () -> false);
  }

  private UUID run(DispatchWorker worker, BooleanSupplier stopping) {
    UUID id = worker();
    begin(id);
    try {
      worker.run(id, stopping);
    } finally {
      end(id);
    }
    return id;
  }

  /** The same to a friendly server; how its deliveries stood each time before it went on. */
  List<Map<String, Long>> runWatched(MailingId mailing) {
    List<Map<String, Long>> seen = new ArrayList<>();
    try (SmtpSink sink = SmtpSink.friendly()) {
      run(
          worker(sink),
          () -> {
            seen.add(states(mailing));
            return false;
          });
    }
    return seen;
  }

  private synchronized void begin(UUID worker) {
    if (running.isEmpty()) {
      ticker = Executors.newSingleThreadScheduledExecutor();
      ticker.scheduleAtFixedRate(this::tick, 1, 1, TimeUnit.SECONDS);
    }
    running.add(worker);
  }

  private synchronized void end(UUID worker) {
    running.remove(worker);
    if (running.isEmpty()) {
      ticker.shutdownNow();
    }
  }

  /** What a node does once a second, however many workers it has. */
  private void tick() {
    deliveries.renew(Set.copyOf(running), LEASE);
    allowances.forEach(allowance -> allowance.refresh(node));
  }

  Map<String, Long> states(MailingId id) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT coalesce(denial::text, state::text) AS state, count(*) AS people FROM delivery WHERE mailing_id = :id GROUP BY 1")
                .bind("id", id.value())
                .map((row, context) -> Map.entry(row.getString("state"), row.getLong("people")))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  MailingState state(MailingId id) {
    return mailings.find(id).orElseThrow().state();
  }

  /** The one text that a question answers. */
  String text(String question) {
    return sql.with(handle -> handle.createQuery(question).mapTo(String.class).one());
  }

  void execute(String statement) {
    try (Connection connection = database.getConnection();
        var run = connection.createStatement()) {
      run.execute(statement);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
