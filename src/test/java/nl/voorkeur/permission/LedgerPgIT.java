package nl.voorkeur.permission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.Decision;
import nl.voorkeur.kernel.Denial;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.kernel.LegalBasis;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.platform.configuration.Setting.NamedKey;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.persistence.TestDatabase;
import nl.voorkeur.recipient.AddressKeys;
import nl.voorkeur.recipient.Recipients;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The ledger's own rules, in the database: what it writes, what it refuses, and what the one rule
 * then says.
 */
class LedgerPgIT {

  private static final ControllerId IMAILO = new ControllerId(1);
  private static final TopicId WEEKBLIK = new TopicId(11);
  private static final TopicId AANBIEDINGEN = new TopicId(13);
  private static final TopicId BESTELLINGEN = new TopicId(16);
  private static final TopicId ANOTHER_CONTROLLERS = new TopicId(21);
  private static final Provenance CONFIRMED = Provenance.byRecipient(Route.CONFIRMATION);

  /** What proves a consent that was confirmed elsewhere, and a customer. */
  private static final Map<String, String> FACTS =
      Map.of(
          "confirmed_at", "2026-05-03T10:00:00Z",
          "obtained_at_sale", "true",
          "sale_date", "2026-05-03",
          "product", "map",
          "opt_out_offered", "true");

  private static final Provenance IMPORTED = Provenance.by(Route.IMPORT, "import:1").with(FACTS);

  private static DataSource database;
  private static LedgerStore ledger;
  private static DecisionStore decisions;
  private static Recipients recipients;
  private static AddressKeys keys;
  private static int people;

  @BeforeAll
  static void open() {
    database = TestDatabase.fresh();
    Sql sql = new Sql(database);
    ledger = new LedgerStore(sql);
    decisions = new DecisionStore(sql);
    keys = new AddressKeys(List.of(new NamedKey("test", new byte[32])));
    recipients = new Recipients(sql, keys);
  }

  @Test
  void aRequestAloneIsNotEnough() {
    RecipientId person = somebody();
    say(person, WEEKBLIK, LedgerKind.CONSENT_REQUESTED, Provenance.byRecipient(Route.FORM));
    assertEquals(denied(Denial.NOT_CONFIRMED), ask(person, WEEKBLIK));
  }

  @Test
  void aConfirmedConsentIsPermittedWithItsProof() {
    RecipientId person = somebody();
    say(person, WEEKBLIK, LedgerKind.CONSENT_REQUESTED, Provenance.byRecipient(Route.FORM));
    say(person, WEEKBLIK, LedgerKind.CONSENT_GIVEN, CONFIRMED);
    assertEquals(new Decision.Permitted(LegalBasis.CONSENT, 2), ask(person, WEEKBLIK));
    assertEquals(
        denied(Denial.NO_CONSENT), ask(person, AANBIEDINGEN), "one topic says nothing of another");
  }

  @Test
  void aWithdrawalIsFinalForEveryoneButThePersonItself() {
    RecipientId person = somebody();
    say(person, WEEKBLIK, LedgerKind.CONSENT_GIVEN, CONFIRMED);
    assertTrue(
        say(person, WEEKBLIK, LedgerKind.WITHDRAWAL, Provenance.byRecipient(Route.ONE_CLICK))
            .isPresent());
    for (Provenance other :
        List.of(
            IMPORTED,
            Provenance.by(Route.API, "token:1").with(FACTS),
            Provenance.by(Route.STAFF_PHONE, "staff:1").with(FACTS),
            Provenance.byRecipient(Route.PREFERENCES).with(FACTS),
            Provenance.byRecipient(Route.FORM).with(FACTS))) {
      assertTrue(
          say(person, WEEKBLIK, LedgerKind.CONSENT_GIVEN, other).isEmpty(), other.route().name());
      assertTrue(
          say(person, WEEKBLIK, LedgerKind.SOFT_OPT_IN, other).isEmpty(), other.route().name());
    }
    say(person, WEEKBLIK, LedgerKind.CONSENT_REQUESTED, Provenance.byRecipient(Route.FORM));
    assertEquals(
        denied(Denial.WITHDRAWN),
        ask(person, WEEKBLIK),
        "asking again lowers nothing and lifts nothing");
    say(person, WEEKBLIK, LedgerKind.CONSENT_GIVEN, CONFIRMED);
    assertTrue(ask(person, WEEKBLIK).isPermitted(), "the person's own later confirmation lifts it");
  }

  @Test
  void sayingNoTwiceIsOneEntry() {
    RecipientId person = somebody();
    say(person, WEEKBLIK, LedgerKind.CONSENT_GIVEN, CONFIRMED);
    assertTrue(
        say(person, WEEKBLIK, LedgerKind.WITHDRAWAL, Provenance.byRecipient(Route.ONE_CLICK))
            .isPresent());
    assertTrue(
        say(person, WEEKBLIK, LedgerKind.WITHDRAWAL, Provenance.byRecipient(Route.UNSUBSCRIBE_PAGE))
            .isEmpty());
    assertEquals(2, ledger.history(person).size());
  }

  /** Within one it would be answered before it is in force, and could be taken back. */
  @Test
  void anOptOutIsItsOwnTransactionOrNone() throws SQLException {
    RecipientId person = somebody();
    say(person, WEEKBLIK, LedgerKind.CONSENT_GIVEN, CONFIRMED);
    try (Connection connection = database.getConnection();
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      SQLException refused =
          assertThrows(
              SQLException.class,
              () ->
                  statement.execute(
                      "CALL opt_out("
                          + WEEKBLIK
                          + ", 'WITHDRAWAL', 'ONE_CLICK', 'recipient', NULL, NULL, NULL, NULL, NULL, NULL, '{}', '{}', NULL, "
                          + person
                          + ", NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)"));
      assertEquals("2D000", refused.getSQLState(), "invalid transaction termination");
      connection.rollback();
    }
    assertTrue(ask(person, WEEKBLIK).isPermitted(), "nothing was written");
    LedgerStore.Said said =
        ledger.optOut(
            person,
            Optional.of(WEEKBLIK),
            LedgerKind.WITHDRAWAL,
            Optional.empty(),
            Provenance.byRecipient(Route.ONE_CLICK));
    assertEquals(ledger.history(person).get(0), said.entry().orElseThrow());
    assertEquals(false, said.mayStart(), "no mailing runs");
  }

  @Test
  void manyClicksAtOnceAreOneEntry() throws Exception {
    RecipientId person = somebody();
    say(person, WEEKBLIK, LedgerKind.CONSENT_GIVEN, CONFIRMED);
    int clicks = 12;
    CyclicBarrier together = new CyclicBarrier(clicks);
    Callable<Boolean> click =
        () -> {
          together.await();
          return say(
                  person, WEEKBLIK, LedgerKind.WITHDRAWAL, Provenance.byRecipient(Route.ONE_CLICK))
              .isPresent();
        };
    var pool = Executors.newFixedThreadPool(clicks);
    int written = 0;
    for (Future<Boolean> answer : pool.invokeAll(java.util.Collections.nCopies(clicks, click))) {
      written += answer.get() ? 1 : 0;
    }
    pool.shutdown();
    assertEquals(1, written);
    assertEquals(2, ledger.history(person).size());
  }

  @Test
  void stoppingEverythingEndsMarketingAndLeavesServiceMail() {
    RecipientId person = somebody();
    say(person, WEEKBLIK, LedgerKind.CONSENT_GIVEN, CONFIRMED);
    say(person, BESTELLINGEN, LedgerKind.CONTRACT, IMPORTED);
    whole(person, LedgerKind.WITHDRAWAL, Provenance.byRecipient(Route.PREFERENCES));
    assertEquals(denied(Denial.WITHDRAWN), ask(person, WEEKBLIK));
    assertTrue(ask(person, BESTELLINGEN).isPermitted(), "requirement S6a");
    assertTrue(
        say(person, AANBIEDINGEN, LedgerKind.SOFT_OPT_IN, IMPORTED).isEmpty(),
        "also for a topic never heard of");
    assertEquals(List.of(denied(Denial.WITHDRAWN)), askByAddress(person, AANBIEDINGEN));
  }

  @Test
  void anObjectionOutranksAWithdrawalAndAConfirmedOptInLiftsItForThatTopicOnly() {
    RecipientId person = somebody();
    say(person, WEEKBLIK, LedgerKind.CONSENT_GIVEN, CONFIRMED);
    say(person, AANBIEDINGEN, LedgerKind.CONSENT_GIVEN, CONFIRMED);
    whole(person, LedgerKind.WITHDRAWAL, Provenance.byRecipient(Route.PREFERENCES));
    whole(person, LedgerKind.OBJECTION, Provenance.byRecipient(Route.PREFERENCES));
    assertEquals(denied(Denial.OBJECTION), ask(person, WEEKBLIK));
    say(person, WEEKBLIK, LedgerKind.CONSENT_GIVEN, CONFIRMED);
    assertTrue(ask(person, WEEKBLIK).isPermitted());
    assertEquals(denied(Denial.OBJECTION), ask(person, AANBIEDINGEN));
  }

  @Test
  void aComplaintStopsMarketingUntilThePersonConfirmsAnew() {
    RecipientId person = somebody();
    say(person, WEEKBLIK, LedgerKind.CONSENT_GIVEN, CONFIRMED);
    whole(person, LedgerKind.COMPLAINT, IMPORTED);
    assertEquals(denied(Denial.SUPPRESSED_COMPLAINT), ask(person, WEEKBLIK));
    say(person, WEEKBLIK, LedgerKind.CONSENT_GIVEN, CONFIRMED);
    assertTrue(ask(person, WEEKBLIK).isPermitted());
    assertEquals(denied(Denial.WITHDRAWN), askByAddress(person, AANBIEDINGEN).get(0));
  }

  @Test
  void suppressionMeetsPeopleWhicheverCameFirst() throws SQLException {
    RecipientId before = somebody();
    say(before, WEEKBLIK, LedgerKind.CONSENT_GIVEN, CONFIRMED);
    EmailAddress later = address("later");
    execute(
        "INSERT INTO suppression (controller_id, form, digest, cause, reason, route, actor) VALUES"
            + " (1, 'SHA256', (SELECT sha256 FROM recipient WHERE id = "
            + before
            + "), 'LIST', 'test', 'IMPORT', 'import:1'),"
            + " (1, 'MD5', decode(md5('"
            + later.compareKey()
            + "'), 'hex'), 'LIST', 'test', 'IMPORT', 'import:1')");
    RecipientId after = recipients.obtain(IMAILO, later, Optional.empty(), "test");
    say(after, WEEKBLIK, LedgerKind.CONSENT_GIVEN, CONFIRMED);
    assertEquals(denied(Denial.SUPPRESSED), ask(before, WEEKBLIK));
    assertEquals(denied(Denial.SUPPRESSED), ask(after, WEEKBLIK));
    RecipientId elsewhere = recipients.obtain(new ControllerId(2), later, Optional.empty(), "test");
    say(elsewhere, ANOTHER_CONTROLLERS, LedgerKind.CONSENT_GIVEN, CONFIRMED);
    assertTrue(
        ask(elsewhere, ANOTHER_CONTROLLERS).isPermitted(), "controllers are walls (promise 7)");
  }

  @Test
  void aHashOverEitherSpellingOfADomainMeetsItsPerson() throws SQLException {
    RecipientId before =
        recipients.obtain(IMAILO, EmailAddress.of("Ed@m\u00fcller.test"), Optional.empty(), "test");
    say(before, WEEKBLIK, LedgerKind.CONSENT_GIVEN, CONFIRMED);
    execute(
        "INSERT INTO suppression (controller_id, form, digest, cause, reason, route, actor) VALUES"
            + " (1, 'SHA256', sha256(utf8('ed@m\u00fcller.test')), 'LIST', 'test', 'IMPORT', 'import:1'),"
            + " (1, 'MD5', decode(md5('ida@m\u00fcller.test'), 'hex'), 'LIST', 'test', 'IMPORT', 'import:1')");
    RecipientId after =
        recipients.obtain(
            IMAILO, EmailAddress.of("ida@xn--mller-kva.test"), Optional.empty(), "test");
    say(after, WEEKBLIK, LedgerKind.CONSENT_GIVEN, CONFIRMED);
    assertEquals(denied(Denial.SUPPRESSED), ask(before, WEEKBLIK));
    assertEquals(denied(Denial.SUPPRESSED), ask(after, WEEKBLIK));
  }

  @Test
  void theDatabaseRefusesToForgetOrToResurrect() {
    RecipientId person = somebody();
    say(person, WEEKBLIK, LedgerKind.CONSENT_GIVEN, CONFIRMED);
    say(person, WEEKBLIK, LedgerKind.WITHDRAWAL, Provenance.byRecipient(Route.ONE_CLICK));
    for (String attempt :
        List.of(
            "UPDATE ledger SET kind = 'CONSENT_GIVEN' WHERE recipient_id = " + person,
            "DELETE FROM ledger WHERE recipient_id = " + person,
            "TRUNCATE ledger CASCADE",
            "DELETE FROM permission WHERE recipient_id = " + person,
            "UPDATE permission SET topic_block = NULL WHERE recipient_id = " + person,
            "UPDATE permission SET topic_block = NULL, out_seq = 0 WHERE recipient_id = " + person,
            "UPDATE permission SET topic_block = NULL, in_seq = 99 WHERE recipient_id = " + person,
            "UPDATE permission SET address = 'other@example.org' WHERE recipient_id = " + person,
            "UPDATE standing SET marketing_out = NULL WHERE recipient_id = " + person,
            "DELETE FROM standing WHERE recipient_id = " + person,
            "TRUNCATE recipient CASCADE",
            "DELETE FROM topic WHERE id = 11",
            "UPDATE topic SET kind = 'SERVICE' WHERE id = 11",
            "INSERT INTO permission (topic_id, recipient_id, address, basis, in_seq, given_at) VALUES (13, "
                + person
                + ", 'a@example.org', 'CONSENT', 1, now())",
            "INSERT INTO ledger (recipient_id, kind, route, actor) VALUES ("
                + person
                + ", 'SUPPRESSION_LIFTED', 'STAFF_MAIL', 'staff:1')",
            "INSERT INTO ledger (recipient_id, kind, route, actor) VALUES ("
                + person
                + ", 'BOUNCE_LIFTED', 'STAFF_MAIL', 'staff:1')",
            "INSERT INTO ledger (recipient_id, topic_id, kind, route, actor) VALUES ("
                + person
                + ", 13, 'CONSENT_GIVEN', 'API', 'token:1')",
            "INSERT INTO ledger (recipient_id, topic_id, kind, route, actor, evidence) VALUES ("
                + person
                + ", 13, 'SOFT_OPT_IN', 'IMPORT', 'import:1', '{\"obtained_at_sale\":\"true\",\"product\":\"map\"}')",
            "INSERT INTO ledger (recipient_id, topic_id, kind, route, actor) VALUES ("
                + person
                + ", 21, 'CONSENT_GIVEN', 'API', 'x')",
            "INSERT INTO ledger (recipient_id, topic_id, kind, route, actor) VALUES ("
                + person
                + ", 11, 'CONTRACT', 'API', 'x')")) {
      assertThrows(SQLException.class, () -> execute(attempt), attempt);
    }
    assertEquals(denied(Denial.WITHDRAWN), ask(person, WEEKBLIK));
  }

  @Test
  void aListStaysAndWhatStaffSetIsLiftedByStaffOnly() throws SQLException {
    RecipientId person = somebody();
    say(person, WEEKBLIK, LedgerKind.CONSENT_GIVEN, CONFIRMED);
    execute(
        "INSERT INTO suppression (controller_id, form, digest, domain, cause, reason, route, actor) VALUES"
            + " (NULL, 'DOMAIN', domain_digest('example.org'), 'example.org', 'STAFF', 'test', 'STAFF_MAIL', 'staff:1')");
    assertEquals(denied(Denial.SUPPRESSED), ask(person, WEEKBLIK));
    String lift =
        "UPDATE suppression SET lifted_at = now(), lifted_by = '%s', lift_reason = 'gone' WHERE form = '%s'";
    assertThrows(SQLException.class, () -> execute(lift.formatted("token:1", "DOMAIN")));
    assertThrows(SQLException.class, () -> execute("DELETE FROM suppression"));
    execute(lift.formatted("staff:1", "DOMAIN"));
    assertTrue(ask(person, WEEKBLIK).isPermitted());
    execute(
        "INSERT INTO suppression (controller_id, form, digest, cause, reason, route, actor) VALUES"
            + " (1, 'SHA256', (SELECT sha256 FROM recipient WHERE id = "
            + person
            + "), 'LIST', 'test', 'IMPORT', 'import:1')");
    assertThrows(SQLException.class, () -> execute(lift.formatted("staff:1", "SHA256")));
    assertEquals(denied(Denial.SUPPRESSED), ask(person, WEEKBLIK));
    say(person, WEEKBLIK, LedgerKind.CONSENT_RENEWED, CONFIRMED);
    assertEquals(denied(Denial.SUPPRESSED), ask(person, WEEKBLIK), "whatever consent says");
  }

  @Test
  void whatAProgramSetAtItsControllerAProgramLifts() throws SQLException {
    RecipientId person = somebody();
    say(person, WEEKBLIK, LedgerKind.CONSENT_GIVEN, CONFIRMED);
    execute(
        "INSERT INTO suppression (controller_id, form, digest, key_id, cause, reason, route, actor)"
            + " SELECT 1, 'ADDRESS_KEY', address_key, key_id, 'STAFF', 'test', 'API', 'token:1' FROM recipient WHERE id = "
            + person);
    assertEquals(denied(Denial.SUPPRESSED), ask(person, WEEKBLIK));
    execute(
        "UPDATE suppression SET lifted_at = now(), lifted_by = 'token:2', lift_reason = 'gone' WHERE actor = 'token:1'");
    assertTrue(ask(person, WEEKBLIK).isPermitted());
    assertEquals(Route.API, ledger.history(person).get(0).route());
  }

  @Test
  void whoWasErasedIsMetByEverySubsequentImportUntilTheyComeBackThemselves() {
    EmailAddress address = address("erased");
    RecipientId person = recipients.obtain(IMAILO, address, Optional.empty(), "test");
    say(person, WEEKBLIK, LedgerKind.CONSENT_GIVEN, CONFIRMED);
    whole(person, LedgerKind.ERASURE, Provenance.byRecipient(Route.FRESH_LINK));
    assertEquals(Optional.empty(), recipients.find(person));
    assertEquals(List.of(denied(Denial.ERASED)), ask(address, WEEKBLIK));
    assertTrue(
        say(person, WEEKBLIK, LedgerKind.CONSENT_GIVEN, CONFIRMED).isEmpty(),
        "a link of an old mail brings nobody back");
    RecipientId again = recipients.obtain(IMAILO, address, Optional.empty(), "import");
    assertTrue(say(again, WEEKBLIK, LedgerKind.CONSENT_GIVEN, IMPORTED).isEmpty());
    assertEquals(List.of(denied(Denial.ERASED)), ask(address, WEEKBLIK));
    assertEquals(List.of(denied(Denial.ERASED)), ask(address, BESTELLINGEN), "also service mail");
    say(again, WEEKBLIK, LedgerKind.CONSENT_GIVEN, CONFIRMED);
    assertTrue(ask(address, WEEKBLIK).get(0).isPermitted(), "promise 5: they asked for it");
  }

  @Test
  void anErasedAddressIsMetUnderAFormerKey() {
    EmailAddress address = address("rotated");
    RecipientId person = recipients.obtain(IMAILO, address, Optional.empty(), "test");
    whole(person, LedgerKind.ERASURE, Provenance.byRecipient(Route.FRESH_LINK));
    AddressKeys rotated =
        new AddressKeys(
            List.of(new NamedKey("next", new byte[] {1, 2}), new NamedKey("test", new byte[32])));
    assertEquals(
        List.of(denied(Denial.ERASED)),
        decisions.decide(WEEKBLIK, rotated, List.of(address), Instant.now()));
    assertEquals(
        denied(Denial.ERASED), decisions.decide(IMAILO, WEEKBLIK, rotated, address, Instant.now()));
    RecipientId again =
        new Recipients(new Sql(database), rotated)
            .obtain(IMAILO, address, Optional.empty(), "import");
    assertTrue(say(again, WEEKBLIK, LedgerKind.CONSENT_GIVEN, IMPORTED).isEmpty());
  }

  @Test
  void whoMovesTakesTheirChoicesAlong() {
    EmailAddress old = address("old");
    EmailAddress next = address("next");
    RecipientId person = recipients.obtain(IMAILO, old, Optional.empty(), "test");
    say(person, WEEKBLIK, LedgerKind.CONSENT_GIVEN, CONFIRMED);
    say(person, AANBIEDINGEN, LedgerKind.WITHDRAWAL, Provenance.byRecipient(Route.ONE_CLICK));
    assertEquals(
        Optional.of(person),
        ledger.move(person, next, keys, Provenance.byRecipient(Route.FRESH_LINK)));
    assertTrue(ask(next, WEEKBLIK).get(0).isPermitted());
    assertEquals(List.of(denied(Denial.WITHDRAWN)), ask(next, AANBIEDINGEN));
    assertEquals(List.of(denied(Denial.ERASED)), ask(old, WEEKBLIK), "nothing goes to the old one");
  }

  @Test
  void twoMailboxesOfOnePersonKeepEveryNoAndTheirLinks() {
    RecipientId left = somebody();
    RecipientId stays = somebody();
    EmailAddress to = recipients.find(stays).orElseThrow().address();
    say(left, WEEKBLIK, LedgerKind.CONSENT_GIVEN, CONFIRMED);
    say(left, AANBIEDINGEN, LedgerKind.WITHDRAWAL, Provenance.byRecipient(Route.ONE_CLICK));
    say(stays, AANBIEDINGEN, LedgerKind.CONSENT_GIVEN, CONFIRMED);
    assertEquals(
        Optional.of(stays), ledger.move(left, to, keys, Provenance.byRecipient(Route.FRESH_LINK)));
    assertTrue(ask(stays, WEEKBLIK).isPermitted());
    assertEquals(denied(Denial.WITHDRAWN), ask(stays, AANBIEDINGEN));
    assertTrue(
        say(left, WEEKBLIK, LedgerKind.WITHDRAWAL, Provenance.byRecipient(Route.ONE_CLICK))
            .isPresent(),
        "the link of a mail to the mailbox that was left");
    assertEquals(denied(Denial.WITHDRAWN), ask(stays, WEEKBLIK));
    assertEquals(stays, recipients.find(left).orElseThrow().id());
  }

  @Test
  void aClosedTopicKeepsItsOptOutsAndOpensWithThem() throws SQLException {
    RecipientId out = somebody();
    RecipientId in = somebody();
    say(in, WEEKBLIK, LedgerKind.CONSENT_GIVEN, CONFIRMED);
    say(out, WEEKBLIK, LedgerKind.WITHDRAWAL, Provenance.byRecipient(Route.ONE_CLICK));
    execute("UPDATE topic SET open = false, slug = 'renamed' WHERE id = 11");
    assertEquals(denied(Denial.WITHDRAWN), ask(out, WEEKBLIK));
    assertEquals(denied(Denial.TOPIC_CLOSED), ask(in, WEEKBLIK));
    assertTrue(say(out, WEEKBLIK, LedgerKind.CONSENT_GIVEN, IMPORTED).isEmpty());
    execute("UPDATE topic SET open = true, slug = 'weekblik' WHERE id = 11");
    assertEquals(denied(Denial.WITHDRAWN), ask(out, WEEKBLIK));
    assertTrue(ask(in, WEEKBLIK).isPermitted());
  }

  @Test
  void bothSpellingsOfAMailboxAreOneRecipient() {
    RecipientId one =
        recipients.obtain(IMAILO, EmailAddress.of("Jan@bücher.example"), Optional.empty(), "test");
    RecipientId same =
        recipients.obtain(
            IMAILO, EmailAddress.of("jan@XN--BCHER-KVA.example"), Optional.empty(), "test");
    assertEquals(one, same, "requirement F6");
  }

  @Test
  void theRuleSaysPermittedExactlyWhenItGivesNoReason() throws SQLException {
    try (Connection connection = database.getConnection();
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT count(*) FROM topic t, LATERAL permission_decision(t.id, now()) d WHERE d.permitted IS DISTINCT FROM (d.reason IS NULL)")) {
      rows.next();
      assertEquals(0, rows.getInt(1));
    }
  }

  private static RecipientId somebody() {
    return recipients.obtain(IMAILO, address("somebody"), Optional.empty(), "test");
  }

  private static synchronized EmailAddress address(String name) {
    return EmailAddress.of(name + ++people + "@example.org");
  }

  private static Optional<LedgerEntry> say(
      RecipientId person, TopicId topic, LedgerKind kind, Provenance provenance) {
    return ledger.append(person, Optional.of(topic), kind, Optional.empty(), provenance);
  }

  private static void whole(RecipientId person, LedgerKind kind, Provenance provenance) {
    assertTrue(
        ledger.append(person, Optional.empty(), kind, Optional.empty(), provenance).isPresent());
  }

  private static Decision ask(RecipientId person, TopicId topic) {
    return decisions.decide(topic, List.of(person), Instant.now()).get(person);
  }

  private static List<Decision> askByAddress(RecipientId person, TopicId topic) {
    return decisions.decide(
        topic, keys, List.of(recipients.find(person).orElseThrow().address()), Instant.now());
  }

  private static List<Decision> ask(EmailAddress address, TopicId topic) {
    return decisions.decide(topic, keys, List.of(address), Instant.now());
  }

  private static Decision denied(Denial reason) {
    return new Decision.Denied(reason);
  }

  private static void execute(String statement) throws SQLException {
    try (Connection connection = database.getConnection();
        var run = connection.createStatement()) {
      run.execute(statement);
    }
  }
}
