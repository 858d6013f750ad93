package nl.voorkeur.signup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.kernel.WordingId;
import nl.voorkeur.platform.configuration.Setting.NamedKey;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.persistence.TestDatabase;
import nl.voorkeur.recipient.AddressKeys;
import nl.voorkeur.recipient.Recipients;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Sign-ups in the database: the limits on their mail, and one confirmation at most. */
class SignUpPgIT {

  private static final ControllerId IMAILO = new ControllerId(1);
  private static final TopicId WEEKBLIK = new TopicId(11);
  private static final TopicId REISBRIEVEN = new TopicId(12);
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final Instant WEEK_AGO = NOW.minus(Duration.ofDays(7));

  private static SignUpStore store;
  private static Recipients recipients;
  private static WordingId wording;
  private static int people;

  @BeforeAll
  static void open() {
    Sql sql = new Sql(TestDatabase.fresh());
    store = new SignUpStore(sql);
    recipients = new Recipients(sql, new AddressKeys(List.of(new NamedKey("test", new byte[32]))));
    wording =
        new WordingId(
            sql.with(
                handle ->
                    handle
                        .createQuery(
                            "INSERT INTO wording (controller_id, language, text) VALUES (1, 'NL', 'Ja') RETURNING id")
                        .mapTo(Long.class)
                        .one()));
  }

  @Test
  void oneUnansweredMailAnHour() {
    RecipientId person = somebody();
    assertTrue(store.takeTurn(person, NOW));
    assertFalse(store.takeTurn(person, NOW.plusSeconds(3599)));
    assertTrue(store.takeTurn(somebody(), NOW), "another person is another turn");
    assertTrue(store.takeTurn(person, NOW.plusSeconds(3600)));
    assertFalse(store.takeTurn(person, NOW.plusSeconds(3601)), "the hour begins at the last mail");
  }

  @Test
  void whoAnsweredMayAskAgainAtOnce() {
    RecipientId person = somebody();
    assertTrue(store.takeTurn(person, NOW));
    long id = add(person, WEEKBLIK);
    assertTrue(store.confirm(id, WEEK_AGO, NOW.plusSeconds(60)).isPresent());
    assertTrue(store.takeTurn(person, NOW.plusSeconds(61)));
  }

  /** Requirement 2.16, mail bombing: many requests at one moment make one mail. */
  @Test
  void twentyAtOnceMakeOneMail() throws Exception {
    RecipientId person = somebody();
    assertEquals(1, atOnce(20, () -> store.takeTurn(person, NOW)));
  }

  @Test
  void countsANetworkByTheHour() {
    for (int i = 1; i <= 3; i++) {
      assertEquals(i, store.count("203.0.113", NOW));
    }
    assertEquals(1, store.count("198.51.100", NOW));
    assertEquals(1, store.count("203.0.113", NOW.plus(Duration.ofHours(1))));
    store.count("192.0.2", NOW.plus(Duration.ofHours(26)));
    assertEquals(1, store.count("203.0.113", NOW), "what is a day old is forgotten");
  }

  @Test
  void saysAgainWhatWasAskedFor() {
    RecipientId person = somebody();
    long id = add(person, REISBRIEVEN, WEEKBLIK);
    assertEquals(
        Optional.of(
            new PendingSignUp(
                id,
                IMAILO,
                person,
                List.of(WEEKBLIK, REISBRIEVEN),
                wording,
                Language.NL,
                NOW,
                Optional.empty())),
        store.find(id));
    assertEquals(Optional.empty(), store.find(id + 1_000_000));
  }

  @Test
  void isConfirmedOnce() throws Exception {
    long id = add(somebody(), WEEKBLIK);
    assertEquals(1, atOnce(8, () -> store.confirm(id, WEEK_AGO, NOW).isPresent()));
    assertEquals(Optional.of(NOW), store.find(id).orElseThrow().confirmedAt());
    assertTrue(store.confirm(id, WEEK_AGO, NOW.plusSeconds(5)).isEmpty());
    assertEquals(Optional.of(NOW), store.find(id).orElseThrow().confirmedAt());
  }

  @Test
  void isNotConfirmedTooLate() {
    long id = add(somebody(), WEEKBLIK);
    assertTrue(store.confirm(id, NOW, NOW.plus(Duration.ofDays(7))).isEmpty());
    assertTrue(store.confirm(id, NOW.minusMillis(1), NOW.plus(Duration.ofDays(7))).isPresent());
  }

  @Test
  void takesMoreTopicsWhileItWaits() {
    RecipientId person = somebody();
    long first = add(person, WEEKBLIK);
    store.join(person, List.of(REISBRIEVEN, WEEKBLIK));
    assertEquals(List.of(WEEKBLIK, REISBRIEVEN), store.find(first).orElseThrow().topics());
    store.confirm(first, WEEK_AGO, NOW);
    store.join(person, List.of(new TopicId(13)));
    assertEquals(
        List.of(WEEKBLIK, REISBRIEVEN),
        store.find(first).orElseThrow().topics(),
        "what is confirmed stays as it was");
  }

  private static long add(RecipientId person, TopicId... topics) {
    return store.add(IMAILO, person, List.of(topics), wording, Language.NL, NOW);
  }

  private static RecipientId somebody() {
    return recipients.obtain(
        IMAILO,
        EmailAddress.of("person" + ++people + "@voorbeeld.example"),
        Optional.empty(),
        "test");
  }

  /** How many of so many calls at one moment answered yes. */
  private static long atOnce(int calls, Callable<Boolean> call) throws Exception {
    CyclicBarrier start = new CyclicBarrier(calls);
    ExecutorService threads = Executors.newFixedThreadPool(calls);
    try {
      List<Future<Boolean>> answers = new ArrayList<>();
      for (int i = 0; i < calls; i++) {
        answers.add(
            threads.submit(
                () -> {
                  start.await();
                  return call.call();
                }));
      }
      long yes = 0;
      for (Future<Boolean> answer : answers) {
        yes += answer.get() ? 1 : 0;
      }
      return yes;
    } finally {
      threads.shutdown();
    }
  }
}
