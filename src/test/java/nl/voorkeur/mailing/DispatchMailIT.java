package nl.voorkeur.mailing;

import static nl.voorkeur.mailing.DispatchFixture.AT_ONCE;
import static nl.voorkeur.mailing.DispatchFixture.BESTELLINGEN;
import static nl.voorkeur.mailing.DispatchFixture.IMAILO;
import static nl.voorkeur.mailing.DispatchFixture.WEEKBLIK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import nl.voorkeur.kernel.Decision;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.kernel.LegalBasis;
import nl.voorkeur.kernel.MailingId;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.permission.Frequency;
import nl.voorkeur.permission.LedgerKind;
import nl.voorkeur.permission.OwnMailAdmission;
import nl.voorkeur.permission.Provenance;
import nl.voorkeur.permission.Route;
import nl.voorkeur.platform.configuration.Configuration;
import nl.voorkeur.platform.mail.DkimKey;
import nl.voorkeur.platform.mail.SmtpSink;
import nl.voorkeur.platform.token.ReturnPaths;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Sending over real SMTP from a real database: nobody who said no, nobody twice, nobody forgotten
 * (promises 2 and 6).
 */
class DispatchMailIT {

  private static final String WAITING =
      "SELECT count(*)::text FROM pg_stat_activity"
          + " WHERE datname = current_database() AND wait_event_type = 'Lock'";

  private static final Decision.Permitted PROOF = new Decision.Permitted(LegalBasis.CONSENT, 1);

  private static final Provenance ONE_CLICK = Provenance.byRecipient(Route.ONE_CLICK);

  private DispatchFixture house;

  @BeforeEach
  void open() {
    house = new DispatchFixture();
  }

  @Test
  void theAudienceIsEveryoneKnownEachWithOneReason() {
    house.readers(3);
    house.say(house.somebody("asked@example.org"), LedgerKind.CONSENT_REQUESTED);
    RecipientId stopped = house.reader();
    house.optOut.withdraw(stopped, WEEKBLIK, ONE_CLICK);
    MailingId id = house.started();
    assertEquals(Map.of("READY", 3L, "NOT_CONFIRMED", 1L, "WITHDRAWN", 1L), house.states(id));
    assertEquals(5, house.mailings.find(id).orElseThrow().audience());
    assertFalse(house.mailings.start(id, WEEKBLIK, house.clock.instant()), "starts once");
    try (SmtpSink sink = SmtpSink.friendly()) {
      house.run(house.worker(sink));
      assertEquals(3, sink.taken().size());
    }
    assertEquals(Map.of("SENT", 3L, "NOT_CONFIRMED", 1L, "WITHDRAWN", 1L), house.states(id));
    assertEquals(MailingState.DONE, house.state(id));
  }

  @Test
  void whoStopsAfterTheAudienceWasFixedIsNotMailed() {
    List<RecipientId> readers = house.readers(3);
    MailingId id = house.started();
    house.optOut.withdraw(readers.get(1), WEEKBLIK, ONE_CLICK);
    try (SmtpSink sink = SmtpSink.friendly()) {
      house.run(house.worker(sink));
      assertEquals(Set.of("reader1@example.org", "reader3@example.org"), recipients(sink));
    }
    assertEquals(Map.of("SENT", 2L, "WITHDRAWN", 1L), house.states(id));
  }

  @Test
  void theMessageCarriesWhatTheLawAndTheStandardsAsk() throws Exception {
    house.reader("joke@example.org");
    house.execute("UPDATE recipient SET first_name = 'Joke <b>'");
    house.started();
    DkimKey key = DkimKey.make("s1");
    try (SmtpSink sink = SmtpSink.friendly()) {
      house.run(house.worker(sink, Configuration.read(sink.settings(key.setting())), AT_ONCE));
      SmtpSink.Taken message = sink.taken().get(0);
      String text = message.text();
      String header = text.substring(0, text.indexOf("\r\n\r\n")).replaceAll("\r\n[ \t]", " ");
      assertTrue(
          header.matches(
              "(?s).*\r\nList-Unsubscribe: <https://voorkeur\\.example/u/[A-Za-z0-9_-]{40,}>\r\n.*"),
          header);
      assertTrue(header.contains("\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click"), header);
      assertTrue(header.contains("<weekblik.imailo.imailo.example>"), header);
      assertTrue(header.contains("\r\nFrom: \"iMailo\" <nieuws@imailo.example>"), header);
      assertFalse(header.contains("Auto-Submitted"), "that is for system mail");
      String plain = part(message, 0);
      String html = part(message, 1);
      assertTrue(plain.contains("Dag Joke <b>,"), "the text part takes it as it is");
      assertTrue(html.contains("Dag Joke &lt;b&gt;,"), "the HTML part escapes it");
      String unsubscribe = header.replaceAll("(?s).*List-Unsubscribe: <([^>]*)>.*", "$1");
      for (String part : List.of(plain, html)) {
        assertTrue(part.contains("Havenstraat 12"), "requirement T4");
        assertTrue(part.contains("Stop met Weekblik"), part);
        assertTrue(part.contains(unsubscribe), "the visible link is the same one");
        assertTrue(part.contains("https://voorkeur.example/p/"), part);
      }
      assertFalse(html.contains("<img"), "promise 8");
      assertEquals("nieuws@imailo.example", message.from());
      DkimKey.Verdict verdict = key.verify(message.content(), "imailo.example");
      assertTrue(verdict.isValid());
      assertTrue(
          verdict.covered().containsAll(List.of("list-unsubscribe", "list-unsubscribe-post")),
          "requirement U7");
    }
  }

  /** Requirement B2; the Message-ID stays the same at another attempt. */
  @Test
  void aBounceNamesItsDelivery() {
    RecipientId reader = house.reader();
    MailingId id = house.started();
    List<String> ids = new java.util.concurrent.CopyOnWriteArrayList<>();
    try (SmtpSink sink = SmtpSink.friendly()) {
      Configuration configuration =
          Configuration.read(
              property ->
                  property.equals("voorkeur.bounce.domain")
                      ? "bounce.example"
                      : sink.settings(null).apply(property));
      house.run(house.worker(configuration, AT_ONCE));
      house.execute("UPDATE delivery SET state = 'READY', next_attempt_at = clock_timestamp()");
      house.execute("UPDATE mailing SET state = 'SENDING'");
      house.run(house.worker(configuration, AT_ONCE));
      ReturnPaths paths = new ReturnPaths(configuration);
      for (SmtpSink.Taken message : sink.taken()) {
        assertEquals(
            new ReturnPaths.Returned(id, reader),
            paths.read(nl.voorkeur.kernel.EmailAddress.of(message.from())).orElseThrow());
        ids.add(message.text().replaceAll("(?s).*\r\nMessage-ID: (<[^>]*>)\r\n.*", "$1"));
      }
    }
    assertEquals(2, ids.size());
    assertEquals(ids.get(0), ids.get(1));
  }

  @Test
  void twoMailingsAtOnceKeepToWhatAPersonWantsAtMost() throws Exception {
    List<RecipientId> readers = house.readers(40);
    for (RecipientId reader : readers.subList(0, 20)) {
      house.optOut.limit(reader, new Frequency(1, Frequency.Period.WEEK), ONE_CLICK);
    }
    List<MailingId> both = List.of(house.started(), house.started());
    try (SmtpSink sink = SmtpSink.friendly()) {
      ExecutorService nodes = Executors.newFixedThreadPool(2);
      for (Future<?> node :
          nodes.invokeAll(
              Collections.nCopies(
                  2,
                  () -> {
                    while (both.stream().anyMatch(id -> house.state(id) == MailingState.SENDING)) {
                      house.run(house.worker(sink));
                    }
                    return true;
                  }))) {
        node.get();
      }
      nodes.shutdown();
      Map<String, Long> taken =
          sink.taken().stream()
              .collect(Collectors.groupingBy(SmtpSink.Taken::to, Collectors.counting()));
      assertEquals(40, taken.size());
      for (int i = 1; i <= 40; i++) {
        assertEquals(i <= 20 ? 1 : 2, taken.get("reader" + i + "@example.org"), "reader " + i);
      }
    }
    long left =
        both.stream().mapToLong(id -> house.states(id).getOrDefault("FREQUENCY_CAP", 0L)).sum();
    assertEquals(20, left);
  }

  @Test
  void serviceMailHasNoWayToUnsubscribe() {
    RecipientId customer = house.somebody("klant@example.org");
    house.say(customer, BESTELLINGEN, LedgerKind.CONTRACT);
    MailingId id = house.mailing(BESTELLINGEN, "Uw bon", "Dank u.");
    house.start(id, BESTELLINGEN);
    try (SmtpSink sink = SmtpSink.friendly()) {
      house.run(house.worker(sink));
      String text = sink.taken().get(0).text();
      assertFalse(text.contains("List-Unsubscribe"), "requirement M2");
      assertFalse(text.contains("Stop met"), text);
      assertTrue(text.contains("Havenstraat 12"), "requirement T4");
    }
  }

  @Test
  void whatMayHaveLeftIsInDoubtAndWhatDidNotGoesOn() {
    house.readers(4);
    MailingId id = house.started();
    UUID dead = house.worker();
    List<Claimed> held = house.deliveries.claim(id, dead, 3);
    house.settle(id, dead, Settlement.sending(held.get(0).recipient()));
    house.deliveries.recover();
    assertEquals(
        Map.of("SENDING", 1L, "READY", 3L),
        house.states(id),
        "a worker that lives keeps what it has");
    house.dies(dead);
    assertEquals(Map.of("IN_DOUBT", 1L, "READY", 3L), house.states(id));
    assertTrue(
        house.settle(id, dead, Settlement.sending(held.get(1).recipient())).isEmpty(),
        "the fence: a worker whose claim was taken away must not send");
    try (SmtpSink sink = SmtpSink.friendly()) {
      house.run(house.worker(sink));
      assertEquals(3, sink.taken().size(), "what is in doubt is never repeated unasked");
    }
    assertEquals(Map.of("IN_DOUBT", 1L, "SENT", 3L), house.states(id));
    assertEquals(MailingState.DONE, house.state(id));
  }

  /** Workers of one node write together; what one may do is not what the other may. */
  @Test
  void theFenceHoldsBetweenWorkersThatWriteTogether() throws Exception {
    List<RecipientId> readers = house.readers(60);
    house.reader();
    MailingId id = house.started();
    UUID owner = house.worker();
    List<UUID> stale = List.of(house.worker(), house.worker(), UUID.randomUUID());
    house.deliveries.claim(id, owner, 60);
    house.deliveries.claim(id, stale.get(0), 1);
    ExecutorService four = Executors.newFixedThreadPool(4);
    CyclicBarrier together = new CyclicBarrier(4);
    List<Future<Integer>> refused =
        stale.stream().map(each -> four.submit(() -> begun(id, each, readers, together))).toList();
    Future<Integer> begun = four.submit(() -> begun(id, owner, readers, together));
    for (Future<Integer> each : refused) {
      assertEquals(0, each.get(), "a claim that isn't held begins nothing");
    }
    assertEquals(60, begun.get());
    four.shutdown();
    assertEquals(Map.of("SENDING", 60L, "READY", 1L), house.states(id));
  }

  private int begun(MailingId id, UUID claim, List<RecipientId> readers, CyclicBarrier together)
      throws Exception {
    int begun = 0;
    for (RecipientId reader : readers) {
      together.await();
      begun += house.settle(id, claim, Settlement.sending(reader)).size();
    }
    return begun;
  }

  @Test
  void nothingBeginsWithoutALease() {
    RecipientId person = house.reader();
    MailingId id = house.started();
    UUID late = house.worker();
    house.deliveries.claim(id, late, 1);
    house.deliveries.renew(List.of(late), Duration.ZERO);
    assertTrue(house.settle(id, late, Settlement.sending(person)).isEmpty());
    house.deliveries.renew(List.of(late), Duration.ofSeconds(20));
    assertEquals(Set.of(person), house.settle(id, late, Settlement.sending(person)));
    assertTrue(house.deliveries.claim(id, UUID.randomUUID(), 1).isEmpty(), "nor is taken");
  }

  /** Its lease may come back, what it held doesn't: another one has it by then. */
  @Test
  void whatWasGivenBackIsAnothersEvenWhenTheWorkerLives() {
    RecipientId person = house.reader();
    MailingId id = house.started();
    UUID slow = house.worker();
    house.deliveries.claim(id, slow, 1);
    house.dies(slow);
    house.deliveries.renew(List.of(slow), Duration.ofSeconds(20));
    assertTrue(house.settle(id, slow, Settlement.sending(person)).isEmpty());
    UUID other = house.worker();
    assertEquals(person, house.deliveries.claim(id, other, 1).get(0).recipient());
    assertTrue(house.settle(id, slow, Settlement.sending(person)).isEmpty());
    house.settle(id, slow, Settlement.again(person, Optional.empty(), Duration.ofHours(1)));
    assertEquals(Set.of(person), house.settle(id, other, Settlement.sending(person)));
    house.settle(id, slow, Settlement.ended(person, DeliveryState.SENT, "250 taken", PROOF));
    assertEquals(Map.of("SENDING", 1L), house.states(id), "nor is it over for who has it");
  }

  @Test
  void aStatementThatWasHeldUpBeginsNothingThatWasGivenBack() throws Exception {
    assertHeldUpBeginsNothing("SELECT recover_deliveries()");
  }

  @Test
  void aStatementThatWasHeldUpBeginsNothingThatAnotherOneTook() throws Exception {
    UUID other = house.worker();
    assertHeldUpBeginsNothing(
        "SELECT recover_deliveries()",
        "SELECT claim_deliveries((SELECT id FROM mailing WHERE state = 'SENDING'), '"
            + other
            + "', 1)");
  }

  /** It sees its worker as it was when it began, and each row as it is: so the row is the fence. */
  private void assertHeldUpBeginsNothing(String... meanwhile) throws Exception {
    RecipientId person = house.reader();
    MailingId id = house.started();
    UUID slow = house.worker();
    house.deliveries.claim(id, slow, 1);
    ExecutorService one = Executors.newSingleThreadExecutor();
    try (Connection holder = house.place.open().getConnection();
        Statement statement = holder.createStatement()) {
      holder.setAutoCommit(false);
      statement.execute("SELECT FROM delivery FOR UPDATE");
      Future<Set<RecipientId>> heldUp =
          one.submit(() -> house.settle(id, slow, Settlement.sending(person)));
      while (!house.text(WAITING).equals("1")) {
        Thread.onSpinWait();
      }
      statement.execute(
          "UPDATE mail_worker SET lease_until = '-infinity' WHERE id = '" + slow + "'");
      for (String each : meanwhile) {
        statement.execute(each);
      }
      holder.commit();
      assertTrue(heldUp.get().isEmpty());
    }
    one.shutdown();
    assertEquals(Map.of("READY", 1L), house.states(id));
  }

  /** Those that wait were taken once before; they go back like the others. */
  @Test
  void whoWaitedIsNotLostWithTheWorkerThatTookThem() {
    RecipientId person = house.reader();
    MailingId id = house.started();
    UUID first = house.worker();
    house.deliveries.claim(id, first, 1);
    house.settle(id, first, Settlement.sending(person));
    house.settle(id, first, Settlement.putOff(person, "450 4.2.0 later", Duration.ZERO));
    UUID second = house.worker();
    assertEquals(1, house.deliveries.claim(id, second, 1).get(0).attempts());
    house.dies(second);
    house.deliveries.finishIfDone(id);
    assertEquals(MailingState.SENDING, house.state(id));
    try (SmtpSink sink = SmtpSink.friendly()) {
      house.run(house.worker(sink));
      assertEquals(1, sink.taken().size());
    }
    assertEquals(Map.of("SENT", 1L), house.states(id));
    assertEquals(MailingState.DONE, house.state(id));
  }

  /** What a message costs the database hangs on it: an index's own column makes entries anew. */
  @Test
  void aDeliveryThatGoesWellIsWrittenInPlace() {
    List<RecipientId> people = house.readers(3);
    MailingId id = house.started();
    UUID worker = house.worker();
    house.deliveries.claim(id, worker, 2);
    house.settle(id, worker, Settlement.sending(people.get(0)));
    house.settle(id, worker, Settlement.sending(people.get(1)));
    house.settle(id, worker, Settlement.ended(people.get(1), DeliveryState.SENT, "250", PROOF));
    assertEquals(Map.of("READY", 1L, "SENDING", 1L, "SENT", 1L), house.states(id));
    assertEquals(
        "mailing_id, next_attempt_at, recipient_id, stage",
        house.text(
            "SELECT string_agg(DISTINCT a.attname, ', ' ORDER BY a.attname) FROM pg_index i"
                + " JOIN pg_depend d ON d.objid = i.indexrelid AND d.refobjid = i.indrelid"
                + " JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = d.refobjsubid"
                + " WHERE i.indrelid = 'delivery'::regclass"));
    assertEquals(
        "1",
        house.text(
            "SELECT count(DISTINCT (mailing_id, next_attempt_at, stage))::text FROM delivery"));
  }

  @Test
  void aWorkerThoughtDeadMaySayHowItEnded() {
    house.readers(1);
    MailingId id = house.started();
    UUID slow = house.worker();
    RecipientId person = house.deliveries.claim(id, slow, 1).get(0).recipient();
    house.settle(id, slow, Settlement.sending(person));
    house.dies(slow);
    assertEquals(Map.of("IN_DOUBT", 1L), house.states(id));
    house.settle(id, slow, Settlement.ended(person, DeliveryState.SENT, "250 taken", PROOF));
    assertEquals(Map.of("SENT", 1L), house.states(id));
  }

  /** Its mailing may have ended meanwhile, and nobody would look at what came back (promise 6). */
  @Test
  void aWorkerThoughtDeadLeavesNobodyBehindInAMailingThatEnded() {
    house.readers(3);
    MailingId id = house.started();
    UUID slow = house.worker();
    List<RecipientId> people =
        house.deliveries.claim(id, slow, 3).stream().map(one -> one.recipient()).toList();
    people.forEach(person -> house.settle(id, slow, Settlement.sending(person)));
    house.dies(slow);
    house.deliveries.finishIfDone(id);
    assertEquals(MailingState.DONE, house.state(id));
    house.settle(id, slow, Settlement.notStarted(people.get(0)));
    house.settle(id, slow, Settlement.again(people.get(1), Optional.empty(), Duration.ZERO));
    house.settle(id, slow, Settlement.putOff(people.get(2), "421 later", Duration.ZERO));
    assertEquals(Map.of("IN_DOUBT", 3L), house.states(id), "listed, for staff to settle");
  }

  @Test
  void eachFaultOfTheServerHasItsEnding() {
    house.readers(6);
    MailingId id = house.started();
    AtomicInteger deferrals = new AtomicInteger();
    ThreadLocal<String> current = new ThreadLocal<>();
    try (SmtpSink sink =
        SmtpSink.scripted(
            command -> {
              if (command.startsWith("RCPT")) {
                current.set(command);
                if (command.contains("reader2@")) {
                  return "550 5.1.1 no such mailbox";
                }
                if (command.contains("reader3@") && deferrals.incrementAndGet() < 3) {
                  return "450 4.2.0 later";
                }
              }
              if (command.equals("DOT") && current.get().contains("reader4@")) {
                return SmtpSink.CUT;
              }
              if (command.equals("DATA") && current.get().contains("reader5@")) {
                return deferrals.incrementAndGet() < 5 ? SmtpSink.CUT : null;
              }
              return null;
            })) {
      for (int runs = 0; runs < 10 && house.state(id) != MailingState.DONE; runs++) {
        house.run(house.worker(sink));
      }
      assertEquals(4, recipients(sink).size());
      assertEquals(4, sink.taken().size(), "nobody twice");
    }
    assertEquals(Map.of("SENT", 4L, "FAILED", 1L, "IN_DOUBT", 1L), house.states(id));
    assertEquals(MailingState.DONE, house.state(id));
  }

  @Test
  void aRefusalOfTheSenderPausesTheMailingAndBlamesNobody() {
    house.readers(3);
    MailingId id = house.started();
    try (SmtpSink sink =
        SmtpSink.scripted(command -> command.startsWith("MAIL") ? "550 5.7.1 not you" : null)) {
      house.run(house.worker(sink));
    }
    assertEquals(MailingState.PAUSED, house.state(id));
    assertEquals("550 5.7.1 not you", house.mailings.find(id).orElseThrow().heldBy().orElseThrow());
    assertEquals(Map.of("READY", 3L), house.states(id), "requirement B5");
    assertTrue(house.progress.move(IMAILO, id, MailingState.PAUSED, MailingState.SENDING));
    try (SmtpSink sink = SmtpSink.friendly()) {
      house.run(house.worker(sink));
      assertEquals(3, sink.taken().size());
    }
    assertEquals(Map.of("SENT", 3L), house.states(id));
  }

  @Test
  void whatIsDeferredForTooLongFails() {
    house.readers(1);
    MailingId id = house.started();
    house.execute("UPDATE delivery SET put_off_since = now() - interval '25 hours'");
    try (SmtpSink sink =
        SmtpSink.scripted(command -> command.startsWith("RCPT") ? "450 4.2.0 later" : null)) {
      house.run(house.worker(sink));
    }
    assertEquals(Map.of("FAILED", 1L), house.states(id));
    assertEquals("lifetime over; 450 4.2.0 later", house.text("SELECT status FROM delivery"));
  }

  @Test
  void aPauseTakesEffectBetweenTwoMessages() {
    house.readers(30);
    MailingId id = house.started();
    AtomicInteger taken = new AtomicInteger();
    try (SmtpSink sink =
        SmtpSink.scripted(
            command -> {
              if (command.equals("DOT") && taken.incrementAndGet() == 5) {
                house.progress.move(IMAILO, id, MailingState.SENDING, MailingState.PAUSED);
              }
              return null;
            })) {
      house.run(house.worker(sink));
      assertEquals(5, sink.taken().size());
    }
    assertEquals(Map.of("SENT", 5L, "READY", 25L), house.states(id));
  }

  @Test
  void twoWorkersShareAMailingWithoutADuplicate() throws Exception {
    house.readers(120);
    MailingId id = house.started();
    try (SmtpSink sink = SmtpSink.friendly()) {
      ExecutorService two = Executors.newFixedThreadPool(2);
      List<Future<UUID>> runs =
          List.of(
              two.submit(() -> house.run(house.worker(sink))),
              two.submit(() -> house.run(house.worker(sink))));
      for (Future<UUID> run : runs) {
        run.get();
      }
      two.shutdown();
      assertEquals(120, sink.taken().size());
      assertEquals(120, recipients(sink).size());
    }
    assertEquals(Map.of("SENT", 120L), house.states(id));
  }

  /**
   * Promise 2, requirement U11: after the answer to an opt-out no message to that person starts.
   */
  @Test
  void noMessageStartsAfterAnOptOutWasAnswered() throws Exception {
    List<RecipientId> readers = house.readers(400);
    MailingId id = house.started();
    Map<String, Long> answered = new ConcurrentHashMap<>();
    try (SmtpSink sink = SmtpSink.friendly()) {
      ExecutorService pool = Executors.newFixedThreadPool(3);
      List<Future<UUID>> runs =
          List.of(
              pool.submit(() -> house.run(house.worker(sink))),
              pool.submit(() -> house.run(house.worker(sink))));
      Future<?> stops =
          pool.submit(
              () -> {
                while (!runs.stream().allMatch(Future::isDone)) {
                  int who = ThreadLocalRandom.current().nextInt(readers.size());
                  house.optOut.withdraw(readers.get(who), WEEKBLIK, ONE_CLICK);
                  answered.putIfAbsent("reader" + (who + 1) + "@example.org", System.nanoTime());
                }
              });
      for (Future<UUID> run : runs) {
        run.get();
      }
      stops.get();
      pool.shutdown();
      for (SmtpSink.Taken message : sink.taken()) {
        long stopped = answered.getOrDefault(message.to(), Long.MAX_VALUE);
        assertTrue(message.mailFromNanos() < stopped, "a message began after the answer");
      }
      Map<String, Long> states = house.states(id);
      assertEquals(sink.taken().size(), states.get("SENT"));
      assertEquals(400, states.get("SENT") + states.getOrDefault("WITHDRAWN", 0L));
      assertTrue(states.getOrDefault("WITHDRAWN", 0L) > 0, "some stopped in time: " + states);
    }
  }

  /**
   * The other half of the handshake: whoever was let through before the opt-out is over by then.
   */
  @Test
  void anOptOutIsAnsweredWhenNoMessageThatWasLetThroughCanStart() {
    RecipientId person = house.reader();
    MailingId id = house.started();
    UUID worker = house.worker();
    house.deliveries.claim(id, worker, 1);
    nl.voorkeur.permission.Admission admission =
        house
            .turns
            .take(new Turns.Turn(id, worker, WEEKBLIK, List.of(Settlement.sending(person))))
            .admission()
            .orElseThrow();
    assertTrue(admission.decisions().values().stream().allMatch(each -> each.isPermitted()));
    house.stops(person);
    assertFalse(admission.isOpen(), "it could still start after the answer");
  }

  /** An opt-out would wait for it, and a crash would leave it in doubt, for nothing. */
  @Test
  void whatWontStartIsSettledAtOnce() {
    List<RecipientId> readers = house.readers(6);
    house.optOut.limit(readers.get(5), new Frequency(1, Frequency.Period.WEEK), ONE_CLICK);
    MailingId other = house.started();
    MailingId id = house.started();
    readers.subList(0, 5).forEach(house::stops);
    UUID elsewhere = house.worker();
    house.deliveries.claim(other, elsewhere, 10);
    house.settle(other, elsewhere, Settlement.sending(readers.get(5)));
    house.execute("UPDATE mailing SET state = 'PAUSED', held_by = 'staff' WHERE id = " + other);
    List<Map<String, Long>> seen = house.runWatched(id);
    assertEquals(Map.of("WITHDRAWN", 5L, "READY", 1L), house.states(id));
    assertTrue(seen.size() >= 6, "asked between all of them: " + seen);
    assertTrue(seen.stream().noneMatch(states -> states.containsKey("SENDING")), seen.toString());
  }

  /** What a limit holds up is not the end of the message before it. */
  @Test
  void whatLeftIsWrittenDownBeforeALimitIsWaitedFor() {
    house.readers(2);
    house.rules.save(
        IMAILO,
        new SendingRules(
            Optional.of(1),
            Optional.empty(),
            24,
            Optional.empty(),
            Optional.empty(),
            500,
            Optional.empty(),
            List.of(),
            List.of()));
    MailingId id = house.started();
    List<Map<String, Long>> seen = house.runWatched(id);
    assertTrue(
        seen.stream().filter(states -> states.containsKey("SENDING")).count() <= 1,
        "only until it is known that it must wait: " + seen);
  }

  /** Workers that claim at the same moment never get the same delivery. */
  @Test
  void claimsAreDisjoint() throws Exception {
    house.readers(200);
    MailingId id = house.started();
    CyclicBarrier together = new CyclicBarrier(4);
    ExecutorService four = Executors.newFixedThreadPool(4);
    Callable<List<Claimed>> worker =
        () -> {
          List<Claimed> mine = new ArrayList<>();
          for (int i = 0; i < 5; i++) {
            together.await();
            mine.addAll(house.deliveries.claim(id, house.worker(), 10));
          }
          return mine;
        };
    List<RecipientId> all = new ArrayList<>();
    for (Future<List<Claimed>> each : four.invokeAll(Collections.nCopies(4, worker))) {
      each.get().forEach(claimed -> all.add(claimed.recipient()));
    }
    four.shutdown();
    assertEquals(200, all.size());
    assertEquals(200, new HashSet<>(all).size(), "each once");
  }

  @Test
  void aBounceOfThePortalsOwnMailNamesIt() {
    RecipientId person = house.somebody("nieuw@example.org");
    new SystemMail(house.sql).confirmation(IMAILO, person, Language.NL, 77, List.of("Weekblik"));
    try (SmtpSink sink = SmtpSink.friendly()) {
      Configuration configuration =
          Configuration.read(
              property ->
                  property.equals("voorkeur.bounce.domain")
                      ? "bounce.example"
                      : sink.settings(null).apply(property));
      house.run(house.worker(configuration, AT_ONCE));
      assertEquals(
          person,
          new ReturnPaths(configuration)
              .readSystemMail(nl.voorkeur.kernel.EmailAddress.of(sink.taken().get(0).from()))
              .orElseThrow()
              .recipient());
    }
  }

  /** Each controller's mail takes its own servers; the portal's own mail for it, too. */
  @Test
  void aControllersMailTakesItsRoute() {
    house.readers(3);
    MailingId id = house.started();
    try (SmtpSink usual = SmtpSink.friendly();
        SmtpSink own = SmtpSink.friendly()) {
      Configuration configuration =
          Configuration.read(
              property ->
                  property.equals("voorkeur.smtp.routes")
                      ? "other=127.0.0.1:1; imailo=127.0.0.1:" + own.port()
                      : usual.settings(null).apply(property));
      new SystemMail(house.sql)
          .confirmation(
              IMAILO, house.somebody("nieuw@example.org"), Language.NL, 77, List.of("Weekblik"));
      house.run(house.worker(configuration, AT_ONCE));
      assertEquals(4, own.taken().size());
      assertTrue(usual.commands().isEmpty());
    }
    assertEquals(Map.of("SENT", 3L), house.states(id));
  }

  @Test
  void aConfirmationIsAutomaticAndAdvertisesNothing() {
    RecipientId person = house.somebody("nieuw@example.org");
    new SystemMail(house.sql)
        .confirmation(IMAILO, person, Language.FR, 77, List.of("Weekblik", "Reis*brieven*"));
    try (SmtpSink sink = SmtpSink.friendly()) {
      house.run(house.worker(sink));
      assertEquals(1, sink.taken().size());
      String text = sink.taken().get(0).text();
      assertTrue(text.contains("\r\nAuto-Submitted: auto-generated\r\n"), "requirement A1");
      assertFalse(text.contains("List-"), text);
      assertTrue(text.contains("- Reis*brieven*"), text);
      assertTrue(text.replace("=\r\n", "").contains("https://voorkeur.example/c/"), text);
      house.run(house.worker(sink));
      assertEquals(1, sink.taken().size(), "once");
    }
    assertEquals(
        "SENT",
        house.sql.with(
            handle ->
                handle.createQuery("SELECT state FROM system_mail").mapTo(String.class).one()));
  }

  @Test
  void theWholeInstallationNeverWritesToASuppressedAddress() {
    RecipientId person = house.somebody("nooit@example.org");
    house.execute(
        "INSERT INTO suppression (form, digest, cause, reason, route, actor)"
            + " VALUES ('SHA256', sha256('nooit@example.org'), 'LIST', 'test', 'IMPORT', 'import:1')");
    new SystemMail(house.sql).confirmation(IMAILO, person, Language.NL, 1, List.of("Weekblik"));
    try (SmtpSink sink = SmtpSink.friendly()) {
      house.run(house.worker(sink));
      assertTrue(sink.taken().isEmpty());
    }
    assertEquals(
        "SUPPRESSED",
        house.sql.with(
            handle ->
                handle.createQuery("SELECT denial FROM system_mail").mapTo(String.class).one()));
  }

  /** A person waits for it: it isn't kept until the worker is thought dead. */
  @Test
  void mailOfThePortalThatMayNotBeginIsAnothersAtOnce() {
    new SystemMail(house.sql)
        .confirmation(IMAILO, house.somebody("een@example.org"), Language.NL, 1, List.of("A"));
    try (SmtpSink sink = SmtpSink.friendly()) {
      house.worker(sink).run(UUID.randomUUID(), () -> false);
      assertTrue(sink.taken().isEmpty(), "nothing begins without a lease");
      assertEquals("READY 0", house.text("SELECT state || ' ' || attempts FROM system_mail"));
    }
  }

  /** Others of the same batch leave between its claim and its turn (promise 2). */
  @Test
  void thePortalsOwnMailIsAskedAboutRightBeforeItStarts() {
    SystemMail mails = new SystemMail(house.sql);
    mails.confirmation(IMAILO, house.somebody("een@example.org"), Language.NL, 1, List.of("A"));
    mails.confirmation(IMAILO, house.somebody("twee@example.org"), Language.NL, 2, List.of("A"));
    UnaryOperator<String> suppressing =
        command -> {
          if (command.startsWith("RCPT")) {
            house.execute(
                "INSERT INTO suppression (form, digest, cause, reason, route, actor)"
                    + " VALUES ('SHA256', sha256('twee@example.org'), 'LIST', 'test', 'IMPORT', 'import:1')");
          }
          return null;
        };
    try (SmtpSink sink = SmtpSink.scripted(suppressing)) {
      house.run(house.worker(sink));
      assertEquals(
          List.of("een@example.org"), sink.taken().stream().map(SmtpSink.Taken::to).toList());
    }
    assertEquals(
        "SENT 1, DENIED 0",
        house.text(
            "SELECT string_agg(state || ' ' || attempts, ', ' ORDER BY id) FROM system_mail"));
  }

  /** The other half, for acts that stop all mail: whatever was let through is over by then. */
  @Test
  void anActIsAnsweredWhenNoMailOfThePortalThatWasLetThroughCanStart() {
    RecipientId person = house.reader();
    new SystemMail(house.sql).confirmation(IMAILO, person, Language.NL, 1, List.of("Weekblik"));
    SystemMailStore store = new SystemMailStore(house.sql);
    UUID worker = house.worker();
    long mail = store.claim(worker, 1).get(0).id();
    house.deliveries.renew(List.of(worker), Duration.ZERO);
    assertFalse(begins(store, mail, worker), "nothing begins without a lease");
    house.deliveries.renew(List.of(worker), Duration.ofSeconds(20));
    long declared = System.nanoTime();
    assertTrue(begins(store, mail, worker));
    OwnMailAdmission admission = house.gate.admitOwnMail(person, declared);
    assertEquals(Optional.empty(), admission.denial());
    house.stops(person);
    assertFalse(admission.isOpen(), "it could still start after the answer");
  }

  private static boolean begins(SystemMailStore store, long mail, UUID worker) {
    return store.settle(
        mail, worker, DeliveryState.SENDING, Optional.empty(), Optional.empty(), Duration.ZERO);
  }

  private static String part(SmtpSink.Taken message, int index) throws Exception {
    MimeMessage parsed =
        new MimeMessage(
            Session.getInstance(new Properties()), new ByteArrayInputStream(message.content()));
    return (String) ((MimeMultipart) parsed.getContent()).getBodyPart(index).getContent();
  }

  private static Set<String> recipients(SmtpSink sink) {
    Set<String> all = new HashSet<>();
    sink.taken().forEach(message -> all.add(message.to()));
    return all;
  }
}
