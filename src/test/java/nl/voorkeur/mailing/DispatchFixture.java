package nl.voorkeur.mailing;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
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
  static final RetryPlan AT_ONCE =
      new RetryPlan(Duration.ZERO, Duration.ZERO, Duration.ofHours(24));

  private static final Duration LEASE = Duration.ofSeconds(20);

  final Sql sql;
  final Clock clock = Clock.systemUTC();
  final MailingStore mailings;
  final DeliveryStore deliveries;
  final OptOut optOut;
  private final DataSource database;
  private final Recipients recipients;
  private final PermissionLedger ledger;
  private int people;

  DispatchFixture() {
    database = PooledDatabase.over(TestDatabase.fresh());
    sql = new Sql(database);
    mailings = new MailingStore(sql);
    deliveries = new DeliveryStore(sql);
    optOut = new OptOut(sql);
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
    LetterWriter letters = LetterWriter.usual();
    MessageWriter writer =
        new MessageWriter(
            new DkimSigner(configuration, clock),
            new ControllerKeyStore(sql, new Seal(configuration)),
            clock);
    return new DispatchWorker(
        deliveries,
        mailings,
        new SystemMailRound(
            new SystemMailStore(sql),
            new LetterheadStore(sql),
            new SystemMessages(letters, writer, urls, 7, 10)),
        new SendGate(sql, clock),
        new MailServer(configuration, Duration.ofSeconds(2)),
        letters,
        writer,
        urls,
        new ReturnPaths(configuration),
        retries);
  }

  /** One run of one worker, until it has nothing left to do. */
  UUID run(DispatchWorker worker) {
    UUID id = UUID.randomUUID();
    deliveries.renew(List.of(id), LEASE);
    worker.run(id, () -> false);
    return id;
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

  void execute(String statement) {
    try (Connection connection = database.getConnection();
        var run = connection.createStatement()) {
      run.execute(statement);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
