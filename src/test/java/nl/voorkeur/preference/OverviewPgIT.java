package nl.voorkeur.preference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import nl.voorkeur.catalogue.TopicControllers;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.permission.AddressChange;
import nl.voorkeur.permission.Frequency;
import nl.voorkeur.permission.Frequency.Period;
import nl.voorkeur.permission.OptOut;
import nl.voorkeur.permission.PermissionDecisions;
import nl.voorkeur.permission.Provenance;
import nl.voorkeur.permission.Route;
import nl.voorkeur.permission.TopicChoice;
import nl.voorkeur.platform.configuration.Setting.NamedKey;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.persistence.TestDatabase;
import nl.voorkeur.recipient.AddressKeys;
import nl.voorkeur.recipient.Recipients;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A person's page in the database: what it reads and in how many statements. */
class OverviewPgIT {

  private static final ControllerId IMAILO = new ControllerId(1);
  private static final TopicId WEEKBLIK = new TopicId(11);
  private static final Provenance PAGE = Provenance.byRecipient(Route.PREFERENCES);
  private static final AddressKeys KEYS =
      new AddressKeys(List.of(new NamedKey("test", new byte[32])));

  private static Sql sql;
  private static AtomicInteger statements;
  private static OverviewStore store;
  private static FreshLinkStore links;
  private static OptOut optOut;
  private static int people;

  @BeforeAll
  static void open() {
    statements = new AtomicInteger();
    sql = new Sql(counting(TestDatabase.fresh()));
    store = new OverviewStore(sql);
    links = new FreshLinkStore(sql);
    optOut = new OptOut(sql);
  }

  /** The limit of the preference page: at most two. */
  @Test
  void readsAPageInTwoStatements() {
    RecipientId person = somebody();
    statements.set(0);
    Overview overview = find(person);
    assertEquals(2, statements.get());
    assertEquals("iMailo B.V.", overview.sender().name());
    assertEquals(Optional.empty(), store.find(new RecipientId(999_999), now()));
  }

  /** The same answers as the rule gives anybody else who asks. */
  @Test
  void saysWhatTheRuleSays() {
    RecipientId person = somebody();
    consent(person);
    List<TopicChoice> rule =
        new PermissionDecisions(sql, new TopicControllers(sql), java.time.Clock.systemUTC())
            .choices(person);
    assertEquals(
        rule,
        find(person).lines().stream()
            .map(l -> new TopicChoice(l.topic(), l.on(), l.requested(), l.decision()))
            .toList());
  }

  /** Whoever still gets what is offered to nobody any more can stop it, by itself. */
  @Test
  void whatIsClosedCanBeLeft() {
    RecipientId person = somebody();
    RecipientId other = somebody();
    consent(person);
    closed(true);
    try {
      assertTrue(isOffered(person));
      assertFalse(isOffered(other));
    } finally {
      closed(false);
    }
  }

  private boolean isOffered(RecipientId person) {
    return find(person).choosable().stream().anyMatch(line -> line.topic().equals(WEEKBLIK));
  }

  private void closed(boolean closed) {
    sql.with(
        handle ->
            handle
                .createUpdate("UPDATE topic SET open = NOT :closed WHERE id = :id")
                .bind("closed", closed)
                .bind("id", WEEKBLIK.value())
                .execute());
  }

  @Test
  void showsPauseFrequencyAndProfiling() {
    RecipientId person = somebody();
    Instant until = now().plus(Duration.ofDays(30));
    optOut.pause(person, until, PAGE);
    optOut.limit(person, new Frequency(2, Period.WEEK), PAGE);
    optOut.objectToProfiling(person, PAGE);
    Overview.Person now = find(person).person();
    assertEquals(until.toEpochMilli(), now.pausedUntil().orElseThrow().toEpochMilli());
    assertEquals(Optional.of(new Frequency(2, Period.WEEK)), now.most());
    assertFalse(now.profiling());

    Wish more = Wish.NONE.endPause().most(new Frequency(3, Period.WEEK)).profiling(true);
    assertEquals(more, more.yes(now));
    assertEquals(Wish.NONE, more.no(now));
    Wish less = Wish.NONE.pause(until.plusSeconds(1)).most(new Frequency(1, Period.MONTH));
    assertEquals(less, less.no(now));
    assertEquals(less, Wish.of(less.code()));
    assertEquals(Wish.NONE.pause(now.pausedUntil().get()).most(now.most().get()), less.back(now));
  }

  @Test
  void keepsWhySomebodyLeftAndForgetsIt() {
    RecipientId person = somebody();
    store.keepReason(person, WEEKBLIK, LeavingReason.OTHER, "x".repeat(500), now());
    store.keepReason(person, WEEKBLIK, LeavingReason.TOO_MUCH, "", now());
    OwnPagesData held = new OwnPagesData(sql);
    assertEquals("TOO_MUCH", held.about(person).get(0).facts().get("reason"));
    held.erase(person);
    assertEquals(List.of(), held.about(person));
  }

  /** A link works once, also when two hands press at the same moment. */
  @Test
  void aLinkIsUsedOnce() throws Exception {
    long link = links.add(somebody(), Wish.NONE.endPause(), now());
    List<Thread> hands = new java.util.ArrayList<>();
    AtomicInteger through = new AtomicInteger();
    for (int i = 0; i < 8; i++) {
      Thread hand =
          new Thread(() -> links.use(link, now()).ifPresent(used -> through.incrementAndGet()));
      hands.add(hand);
      hand.start();
    }
    for (Thread hand : hands) {
      hand.join();
    }
    assertEquals(1, through.get());
    assertEquals(Wish.NONE.endPause(), links.find(link).orElseThrow().wish());
  }

  @Test
  void countsKnownAndUnknownAlike() {
    byte[] digest = KEYS.of(EmailAddress.of("nobody@voorbeeld.example"));
    Instant noon = Instant.parse("2026-11-22T12:00:00Z");
    assertEquals(1, links.takeTurn(IMAILO, digest, noon));
    assertEquals(2, links.takeTurn(IMAILO, digest, noon.plusSeconds(60)));
    assertEquals(1, links.takeTurn(new ControllerId(2), digest, noon), "another controller");
    assertEquals(1, links.takeTurn(IMAILO, digest, noon.plus(Duration.ofHours(1))));
    assertEquals(1, links.count("203.0.113", noon));
    assertEquals(2, links.count("203.0.113", noon));
  }

  /** A mailbox that must not be mailed at all is not asked whether somebody moves there. */
  @Test
  void asksNoSuppressedMailbox() {
    AddressMoveStore moves = new AddressMoveStore(sql);
    EmailAddress free = EmailAddress.of("free@voorbeeld.example");
    EmailAddress taken = EmailAddress.of("listed@voorbeeld.example");
    sql.with(
        handle ->
            handle
                .createUpdate(
                    "INSERT INTO suppression (form, digest, cause, reason, route, actor)"
                        + " VALUES ('SHA256', sha256(utf8(:key)), 'LIST', 'test', 'IMPORT', 'import:1')")
                .bind("key", taken.compareKey())
                .execute());
    assertTrue(moves.mayBeMailed(IMAILO, free, KEYS));
    assertFalse(moves.mayBeMailed(IMAILO, taken, KEYS));
    long move = moves.add(somebody(), free, now());
    assertEquals(
        Optional.of(free), moves.take(move, now().minusSeconds(60), now()).orElseThrow().to());
    assertEquals(Optional.empty(), moves.take(move, now().minusSeconds(60), now()));
    assertEquals(Optional.empty(), moves.find(move).orElseThrow().to(), "emptied when done");
  }

  /**
   * Who left a mailbox may come back to it, by what they say in it; who was erased there may not.
   */
  @Test
  void aMailboxThatWasLeftIsAskedAgain() {
    AddressMoveStore moves = new AddressMoveStore(sql);
    AddressChange change = new AddressChange(sql, KEYS);
    Provenance confirmed = Provenance.byRecipient(Route.CONFIRMATION);
    RecipientId person = somebody();
    EmailAddress first = find(person).person().address();
    EmailAddress second = EmailAddress.of("second@voorbeeld.example");
    consent(person);
    change.move(person, second, confirmed);
    assertTrue(moves.mayBeMailed(IMAILO, first, KEYS));
    assertEquals(Optional.of(person), change.move(person, first, confirmed));
    assertEquals(first, find(person).person().address());
    assertTrue(
        find(person).lines().stream().anyMatch(line -> line.decision().isPermitted()),
        "the choices came along");
    assertTrue(moves.mayBeMailed(IMAILO, second, KEYS));

    optOut.erase(person, PAGE);
    assertFalse(moves.mayBeMailed(IMAILO, first, KEYS), "erased is more than left");
  }

  private static Overview find(RecipientId person) {
    return store.find(person, now()).orElseThrow();
  }

  private static Instant now() {
    return java.time.Clock.systemUTC().instant();
  }

  private static void consent(RecipientId person) {
    sql.with(
        handle ->
            handle
                .createUpdate(
                    "INSERT INTO ledger (recipient_id, topic_id, kind, route, actor) VALUES (:id, 11, 'CONSENT_GIVEN', 'CONFIRMATION', 'recipient')")
                .bind("id", person.value())
                .execute());
  }

  private static RecipientId somebody() {
    return new Recipients(sql, KEYS)
        .obtain(
            IMAILO,
            EmailAddress.of("person" + ++people + "@voorbeeld.example"),
            Optional.of(Language.NL),
            "test");
  }

  /** Counts the statements that are prepared. */
  private static DataSource counting(DataSource source) {
    return proxy(
        DataSource.class,
        source,
        Map.of(
            "getConnection",
            connection ->
                proxy(
                    Connection.class,
                    (Connection) connection,
                    Map.of(
                        "prepareStatement",
                        statement -> {
                          statements.incrementAndGet();
                          return statement;
                        }))));
  }

  private static <T> T proxy(
      Class<T> type, T real, Map<String, java.util.function.UnaryOperator<Object>> after) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              try {
                Object answer = method.invoke(real, arguments);
                return after.getOrDefault(method.getName(), a -> a).apply(answer);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
