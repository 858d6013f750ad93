package nl.voorkeur.permission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.Decision;
import nl.voorkeur.kernel.Denial;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.platform.configuration.Setting.NamedKey;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.persistence.TestDatabase;
import nl.voorkeur.recipient.AddressKeys;
import nl.voorkeur.recipient.Recipients;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the proof of the ledger finds: every way of tampering, and nothing after honest work. */
class LedgerProofPgIT {

  private static final List<TopicId> TOPICS =
      List.of(PersonFold.NEWS, PersonFold.PARTNERS, PersonFold.ORDERS);

  private final AddressKeys keys = new AddressKeys(List.of(new NamedKey("test", new byte[32])));
  private DataSource database;
  private LedgerStore ledger;
  private Recipients recipients;
  private CheckStore checks;
  private DecisionStore decisions;

  @BeforeEach
  void open() {
    database = TestDatabase.fresh();
    Sql sql = new Sql(database);
    ledger = new LedgerStore(sql);
    recipients = new Recipients(sql, keys);
    checks = new CheckStore(sql);
    decisions = new DecisionStore(sql);
  }

  @Test
  void honestWorkIsSound() {
    RecipientId person = somebodyWithAHistory("sound");
    ledger.move(
        person,
        EmailAddress.of("elsewhere@example.org"),
        keys,
        Provenance.byRecipient(Route.FRESH_LINK));
    whole(somebodyWithAHistory("gone"), LedgerKind.ERASURE, Route.FRESH_LINK);
    LedgerCheck check = check();
    assertEquals(LedgerCheck.State.SOUND, check.state(), check.toString());
    assertEquals(8, check.entries());
  }

  @Test
  void anEntryThatWasChangedIsNamed() throws SQLException {
    somebodyWithAHistory("before");
    RecipientId person = somebodyWithAHistory("changed");
    byForce(
        "UPDATE ledger SET evidence = '{\"mailing\":\"7\"}' WHERE seq = 2 AND recipient_id = "
            + person);
    assertFlaw(person, 2, LedgerCheck.Finding.CHANGED);
  }

  @Test
  void anEntryThatWasHashedAnewDoesNotFit() throws SQLException {
    RecipientId person = somebodyWithAHistory("hashed");
    byForce(
        "UPDATE ledger SET kind = 'CONSENT_REFUSED' WHERE seq = 1 AND recipient_id = " + person,
        "UPDATE ledger l SET hash = ledger_hash(l) WHERE seq = 1 AND recipient_id = " + person);
    assertFlaw(person, 2, LedgerCheck.Finding.DOES_NOT_FOLLOW);
  }

  @Test
  void anEntryThatWasTakenOutIsMissed() throws SQLException {
    RecipientId person = somebodyWithAHistory("taken");
    byForce("DELETE FROM ledger WHERE seq = 2 AND recipient_id = " + person);
    assertFlaw(person, 3, LedgerCheck.Finding.MISSING_BEFORE);
  }

  @Test
  void anEndThatWasCutOffIsMissed() throws SQLException {
    RecipientId person = somebodyWithAHistory("cut");
    byForce("DELETE FROM ledger WHERE seq = 3 AND recipient_id = " + person);
    assertFlaw(person, 2, LedgerCheck.Finding.END_MISSING);
  }

  @Test
  void aStateThatTheLedgerDoesNotGiveIsNamed() throws SQLException {
    RecipientId person = somebodyWithAHistory("state");
    byForce(
        "UPDATE permission SET topic_block = NULL, in_seq = 4 WHERE topic_id = 11 AND recipient_id = "
            + person);
    assertFlaw(person, 0, LedgerCheck.Finding.PERMISSION);
  }

  @Test
  void aStandingThatTheLedgerDoesNotGiveIsNamed() throws SQLException {
    RecipientId person = somebodyWithAHistory("standing");
    byForce("UPDATE standing SET bounced = true WHERE recipient_id = " + person);
    assertFlaw(person, 0, LedgerCheck.Finding.STANDING);
  }

  /** Many writers at few people: each chain stays whole, and gives what a fold of it gives. */
  @Test
  void concurrentWritersLeaveWholeChains() throws Exception {
    List<RecipientId> people = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      people.add(
          recipients.obtain(
              new ControllerId(1),
              EmailAddress.of("busy" + i + "@example.org"),
              Optional.empty(),
              "test"));
    }
    int writers = 8;
    CyclicBarrier together = new CyclicBarrier(writers);
    List<Callable<Boolean>> work = new ArrayList<>();
    for (int writer = 0; writer < writers; writer++) {
      Random random = new Random(writer);
      work.add(
          () -> {
            together.await();
            for (int act = 0; act < 150; act++) {
              act(people.get(random.nextInt(people.size())), random);
            }
            return true;
          });
    }
    var pool = Executors.newFixedThreadPool(writers);
    for (Future<Boolean> done : pool.invokeAll(work)) {
      assertTrue(done.get());
    }
    pool.shutdown();
    LedgerCheck check = check();
    assertEquals(LedgerCheck.State.SOUND, check.state(), check.toString());
    Instant now = Instant.now();
    for (RecipientId person : people) {
      PersonFold fold = new PersonFold(false);
      List<LedgerEntry> entries = new ArrayList<>(ledger.history(person));
      Collections.reverse(entries);
      entries.forEach(entry -> take(fold, entry, now));
      for (TopicId topic : TOPICS) {
        if (fold.knows(topic)) {
          assertEquals(
              fold.answer(topic, now, Optional.empty(), false),
              decisions
                  .decide(topic, List.of(person), now)
                  .get(person)
                  .<Object>fold(Decision.Permitted::basis, Decision.Denied::reason));
        }
      }
    }
  }

  private void act(RecipientId person, Random random) {
    TopicId topic = TOPICS.get(random.nextInt(2));
    switch (random.nextInt(6)) {
      case 0 -> say(person, topic, LedgerKind.CONSENT_REQUESTED, Route.FORM);
      case 1, 2 -> say(person, topic, LedgerKind.CONSENT_GIVEN, Route.CONFIRMATION);
      case 3 -> say(person, topic, LedgerKind.WITHDRAWAL, Route.ONE_CLICK);
      case 4 -> whole(person, LedgerKind.WITHDRAWAL, Route.PREFERENCES);
      default -> whole(person, LedgerKind.COMPLAINT, Route.COMPLAINT);
    }
  }

  private static void take(PersonFold fold, LedgerEntry entry, Instant now) {
    switch (entry.kind()) {
      case CONSENT_REQUESTED -> fold.asked(entry.topic().orElseThrow());
      case CONSENT_GIVEN -> fold.confirmed(entry.topic().orElseThrow(), now);
      case WITHDRAWAL ->
          entry
              .topic()
              .ifPresentOrElse(
                  topic -> fold.stopped(topic, Denial.WITHDRAWN),
                  () -> fold.stoppedAll(Denial.WITHDRAWN));
      case COMPLAINT -> fold.complained();
      default -> throw new AssertionError(entry.kind());
    }
  }

  /** Three entries: asked, confirmed, stopped. */
  private RecipientId somebodyWithAHistory(String name) {
    RecipientId person =
        recipients.obtain(
            new ControllerId(1), EmailAddress.of(name + "@example.org"), Optional.empty(), "test");
    say(person, PersonFold.NEWS, LedgerKind.CONSENT_REQUESTED, Route.FORM);
    say(person, PersonFold.NEWS, LedgerKind.CONSENT_GIVEN, Route.CONFIRMATION);
    say(person, PersonFold.NEWS, LedgerKind.WITHDRAWAL, Route.ONE_CLICK);
    return person;
  }

  private void say(RecipientId person, TopicId topic, LedgerKind kind, Route route) {
    ledger.append(
        person, Optional.of(topic), kind, Optional.empty(), Provenance.byRecipient(route));
  }

  private void whole(RecipientId person, LedgerKind kind, Route route) {
    ledger.append(person, Optional.empty(), kind, Optional.empty(), Provenance.byRecipient(route));
  }

  private LedgerCheck check() {
    checks.want("staff:1");
    long id = checks.claim().orElseThrow();
    while (checks.advance(id)) {
      // slice by slice
    }
    return checks.newest(1).get(0);
  }

  private void assertFlaw(RecipientId person, int seq, LedgerCheck.Finding finding) {
    assertEquals(Optional.of(new LedgerCheck.Flaw(person, seq, finding)), check().flaw());
  }

  /** What only the owner of the database can do, who first takes the guards away. */
  private void byForce(String... statements) throws SQLException {
    try (Connection connection = database.getConnection();
        var run = connection.createStatement()) {
      for (String table : List.of("ledger", "permission", "standing")) {
        run.execute("ALTER TABLE " + table + " DISABLE TRIGGER USER");
      }
      for (String statement : statements) {
        assertEquals(1, run.executeUpdate(statement), statement);
      }
      for (String table : List.of("ledger", "permission", "standing")) {
        run.execute("ALTER TABLE " + table + " ENABLE TRIGGER USER");
      }
    }
  }
}
