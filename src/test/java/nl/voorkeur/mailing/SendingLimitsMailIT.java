package nl.voorkeur.mailing;

import static nl.voorkeur.mailing.DispatchFixture.AT_ONCE;
import static nl.voorkeur.mailing.DispatchFixture.IMAILO;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.MailingId;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.platform.configuration.Configuration;
import nl.voorkeur.platform.mail.SmtpSink;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What controllers allow, over real SMTP and a real database. */
class SendingLimitsMailIT {

  private static final ZoneId AMSTERDAM = ZoneId.of("Europe/Amsterdam");
  private static final LocalDate TODAY = LocalDate.now(AMSTERDAM);

  private DispatchFixture house;

  @BeforeEach
  void open() {
    house = new DispatchFixture();
  }

  @Test
  void theWarmUpPlanLetsSoManyGoADayAndTheRestWaits() throws Exception {
    house.readers(60);
    save(Optional.of(TODAY.minusDays(1)), List.of(5, 25, 1000), List.of());
    MailingId id = house.started();
    try (SmtpSink sink = SmtpSink.friendly()) {
      ExecutorService nodes = Executors.newFixedThreadPool(3);
      for (var run : nodes.invokeAll(Collections.nCopies(3, () -> house.run(house.worker(sink))))) {
        run.get();
      }
      nodes.shutdown();
      assertEquals(25, sink.taken().size(), "the second day's, by three workers together");
      assertEquals(Map.of("SENT", 25L, "READY", 35L), house.states(id));
      assertEquals(MailingState.SENDING, house.state(id));
      save(Optional.of(TODAY.minusDays(2)), List.of(5, 25, 1000), List.of());
      house.run(house.worker(sink));
      assertEquals(60, sink.taken().size(), "the third day");
    }
    assertEquals(MailingState.DONE, house.state(id));
    assertEquals(60, house.rules.used(IMAILO, TODAY));
  }

  @Test
  void whoIsDeniedUsesNothingOfTheDay() {
    List<RecipientId> readers = house.readers(20);
    save(Optional.of(TODAY), List.of(10), List.of());
    MailingId id = house.started();
    readers.subList(0, 10).forEach(house::stops);
    try (SmtpSink sink = SmtpSink.friendly()) {
      house.run(house.worker(sink));
      assertEquals(10, sink.taken().size());
    }
    assertEquals(Map.of("SENT", 10L, "WITHDRAWN", 10L), house.states(id));
  }

  @Test
  void aSlowDomainIsPutInSlotsAndHoldsUpNobody() {
    for (int i = 0; i < 30; i++) {
      house.reader("a" + i + "@slow.example");
      house.reader("b" + i + "@fast.example");
    }
    save(
        Optional.empty(),
        List.of(),
        List.of(new DomainRule("slow.example", Optional.of(2), Optional.of(1))));
    MailingId id = house.started();
    house.execute(
        "CREATE TABLE slot AS SELECT recipient_id, next_attempt_at FROM delivery WITH NO DATA");
    house.execute(
        "CREATE FUNCTION note_slot() RETURNS trigger LANGUAGE plpgsql AS"
            + " 'BEGIN INSERT INTO slot VALUES (NEW.recipient_id, NEW.next_attempt_at); RETURN NULL; END'");
    house.execute(
        "CREATE TRIGGER note_slot AFTER UPDATE ON delivery FOR EACH ROW"
            + " WHEN (NEW.next_attempt_at > '-infinity') EXECUTE FUNCTION note_slot()");
    long begin = System.nanoTime();
    try (SmtpSink sink = SmtpSink.friendly()) {
      house.run(house.worker(sink));
      long seconds = (System.nanoTime() - begin) / 1_000_000_000 + 1;
      long slow = sink.taken().stream().filter(mail -> mail.to().endsWith("slow.example")).count();
      assertEquals(30, sink.taken().size() - slow, "the others all went");
      assertTrue(slow >= 1 && slow <= 2 * seconds, "slow ones at two a second: " + slow);
    }
    assertEquals(
        "t",
        house.text(
            "SELECT max(next_attempt_at) - min(next_attempt_at) > interval '8 seconds' FROM slot"),
        "each of them is asked for when its turn comes");
    assertTrue(house.states(id).get("SENT") > 30);
  }

  /** A provider counts all that comes from a sender, not only its mailings. */
  @Test
  void thePortalsOwnMailKeepsToADomainsPaceAndHoldsUpNobody() {
    for (int i = 0; i < 10; i++) {
      house.reader("a" + i + "@slow.example");
      house.reader("b" + i + "@fast.example");
    }
    save(
        Optional.of(TODAY),
        List.of(1),
        List.of(new DomainRule("slow.example", Optional.of(1), Optional.empty())));
    house.execute(
        "INSERT INTO system_mail (kind, controller_id, recipient_id, language, subject_id, items, next_attempt_at)"
            + " SELECT 'SOURCE_NOTICE', 1, id, 'NL', 1, '{beurs}', clock_timestamp() FROM recipient ORDER BY id");
    try (SmtpSink sink = SmtpSink.friendly()) {
      house.run(house.worker(sink));
      long slow = sink.taken().stream().filter(mail -> mail.to().endsWith("slow.example")).count();
      assertEquals(10, sink.taken().size() - slow, "the others all went, whatever the warm-up");
      assertTrue(slow >= 1 && slow < 10, "at one a second: " + slow);
    }
    assertEquals(
        "t",
        house.text(
            "SELECT bool_and(attempts = 0 AND claim IS NULL AND next_attempt_at > created_at + interval '500 milliseconds')"
                + " FROM system_mail WHERE state = 'READY'"),
        "the rest waits for its turn, and nothing was tried");
  }

  @Test
  void tooManyBouncesPauseAMailingAndStaffMayGoOn() {
    house.readers(60);
    house.rules.save(
        IMAILO,
        new SendingRules(
            Optional.empty(),
            Optional.empty(),
            24,
            Optional.of(new BigDecimal("10")),
            Optional.of(new BigDecimal("0.3")),
            20,
            Optional.empty(),
            List.of(),
            List.of()));
    MailingId id = house.started();
    AtomicInteger asked = new AtomicInteger();
    try (SmtpSink sink =
        SmtpSink.scripted(
            command -> {
              if (!command.startsWith("RCPT")) {
                return null;
              }
              if (asked.incrementAndGet() == 40) {
                house.progress.move(IMAILO, id, MailingState.SENDING, MailingState.PAUSED);
              }
              return asked.get() % 5 == 0 ? "550 5.1.1 no such mailbox" : null;
            })) {
      house.run(house.worker(sink));
      assertTrue(house.progress.move(IMAILO, id, MailingState.PAUSED, MailingState.SENDING));
      DeliveryStore.BadRate bad = house.deliveries.badRates().get(0);
      assertEquals(Alarm.Cause.BOUNCES, bad.cause());
      assertEquals("bounces:20.00", bad.reason());
      assertTrue(house.deliveries.hold(id, bad.reason()));
      assertEquals(Optional.of("bounces:20.00"), house.mailings.find(id).orElseThrow().heldBy());
      assertTrue(house.progress.move(IMAILO, id, MailingState.PAUSED, MailingState.SENDING));
      assertEquals(List.of(), house.deliveries.badRates(), "staff went on in spite of it");
      house.run(house.worker(sink));
    }
    assertEquals(Map.of("SENT", 48L, "FAILED", 12L), house.states(id));
  }

  @Test
  void complaintsPauseAMailing() {
    List<RecipientId> readers = house.readers(40);
    house.rules.save(
        IMAILO,
        new SendingRules(
            Optional.empty(),
            Optional.empty(),
            24,
            Optional.empty(),
            Optional.of(new BigDecimal("0.3")),
            20,
            Optional.empty(),
            List.of(),
            List.of()));
    MailingId id = house.started();
    try (SmtpSink sink = SmtpSink.friendly()) {
      house.run(house.worker(sink));
    }
    house.execute("UPDATE mailing SET state = 'SENDING', finished_at = NULL");
    assertEquals(List.of(), house.deliveries.badRates());
    DeliveryReports reports = new DeliveryReports(house.sql);
    assertTrue(reports.complained(DispatchFixture.IMAILO, id, readers.get(0)));
    assertTrue(!reports.complained(DispatchFixture.IMAILO, id, readers.get(0)), "once");
    assertEquals("complaints:2.50", house.deliveries.badRates().get(0).reason());
  }

  @Test
  void aRefusalThatIsAboutUsHoldsTheMailingAfterASeries() {
    house.readers(30);
    MailingId id = house.started();
    try (SmtpSink sink =
        SmtpSink.scripted(
            command -> command.startsWith("RCPT") ? "451 4.7.1 too much from you" : null)) {
      house.run(house.worker(sink));
    }
    assertEquals(MailingState.PAUSED, house.state(id));
    assertEquals(List.of("REFUSED: 451 4.7.1 too much from you"), house.alarms);
    assertEquals(Map.of("READY", 30L), house.states(id), "nobody is blamed");
  }

  @Test
  void waitsGrowUntilTheLifetimeOfTheMailingIsOver() {
    house.readers(1);
    MailingId id = house.started();
    RetryPlan plan = new RetryPlan(Duration.ofMinutes(1), Duration.ofSeconds(4000));
    List<Long> waits = new ArrayList<>();
    try (SmtpSink sink =
        SmtpSink.scripted(command -> command.startsWith("RCPT") ? "450 4.2.0 later" : null)) {
      for (int i = 0; i < 9; i++) {
        house.run(house.worker(sink, sink.configuration(), plan));
        waits.add(
            Math.round(
                Double.parseDouble(
                        house.text(
                            "SELECT extract(epoch FROM next_attempt_at - clock_timestamp()) FROM delivery"))
                    / 60));
        house.execute("UPDATE delivery SET next_attempt_at = clock_timestamp()");
      }
      assertEquals(List.of(1L, 2L, 4L, 8L, 16L, 32L, 64L, 67L, 67L), waits);
      assertTrue(house.progress.live(IMAILO, id, 3));
      assertEquals(3, house.progress.lifetimeHours(IMAILO, id));
      house.execute("UPDATE delivery SET put_off_since = put_off_since - interval '181 minutes'");
      house.run(house.worker(sink, sink.configuration(), plan));
    }
    assertEquals(Map.of("FAILED", 1L), house.states(id));
    assertEquals("lifetime over; 450 4.2.0 later", house.text("SELECT status FROM delivery"));
  }

  @Test
  void everyDoubtIsSettledAtOnceWithinTheWalls() {
    house.readers(5);
    MailingId id = house.started();
    try (SmtpSink sink =
        SmtpSink.scripted(command -> command.equals("DOT") ? SmtpSink.CUT : null)) {
      house.run(house.worker(sink));
    }
    assertEquals(Map.of("IN_DOUBT", 5L), house.states(id));
    ControllerId other = new ControllerId(2);
    assertEquals(List.of(), house.progress.inDoubt(other, id, 0, 10));
    assertEquals(0, house.progress.settle(other, id, Optional.empty(), true));
    assertEquals(0, house.progress.progress(other, id).audience());
    List<InDoubt> first = house.progress.inDoubt(IMAILO, id, 0, 2);
    assertEquals(2, first.size());
    assertEquals(
        3, house.progress.inDoubt(IMAILO, id, first.get(1).recipient().value(), 10).size());
    RecipientId one = first.get(0).recipient();
    assertEquals(1, house.progress.settle(IMAILO, id, Optional.of(one), false));
    assertEquals(4, house.progress.settle(IMAILO, id, Optional.empty(), true));
    assertEquals(MailingState.SENDING, house.state(id));
    try (SmtpSink sink = SmtpSink.friendly()) {
      house.run(house.worker(sink, sink.configuration(), AT_ONCE));
      assertEquals(4, sink.taken().size());
    }
    assertEquals(Map.of("SENT", 5L), house.states(id));
  }

  /** What staff read about a mailing that stands still, each with the moment when it goes on. */
  @Test
  void aMailingSaysForWhatItWaits() {
    house.readers(3);
    MailingId id = house.started();
    Instant noon =
        LocalDate.of(2026, 11, 24).atTime(12, 0).atZone(AMSTERDAM).toInstant(); // Tuesday
    assertEquals(Optional.empty(), waiting(id, noon), "as fast as it can");
    house.execute(
        "INSERT INTO sending_rule (controller_id, per_second) VALUES (1, 5) ON CONFLICT DO NOTHING");
    assertEquals(Optional.of(new Waiting(Waiting.Why.LIMIT, Optional.empty())), waiting(id, noon));

    house.execute(
        "UPDATE delivery SET next_attempt_at = timestamptz '2100-01-01 00:00Z' + recipient_id *"
            + " interval '1 hour', attempts = 1");
    Instant first =
        Instant.parse(
            house.text(
                "SELECT to_char(min(next_attempt_at) AT TIME ZONE 'UTC',"
                    + " 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') FROM delivery"));
    assertEquals(
        Optional.of(new Waiting(Waiting.Why.RETRY, Optional.of(first))), waiting(id, noon));
    house.execute(
        "UPDATE delivery SET next_attempt_at = '-infinity' WHERE recipient_id = (SELECT"
            + " max(recipient_id) FROM delivery)");
    assertEquals(
        Waiting.Why.LIMIT,
        waiting(id, noon).orElseThrow().why(),
        "one that was never tried is left");

    LocalDate day = LocalDate.ofInstant(noon, AMSTERDAM);
    save(Optional.of(day), List.of(10, 100), List.of());
    house.execute(
        "INSERT INTO sending_day (controller_id, day, messages) VALUES (1, '" + day + "', 9)");
    assertEquals(Optional.empty(), waiting(id, noon), "one more today");
    house.execute("UPDATE sending_day SET messages = 10");
    assertEquals(
        Optional.of(
            new Waiting(
                Waiting.Why.WARM_UP,
                Optional.of(day.plusDays(1).atStartOfDay(AMSTERDAM).toInstant()))),
        waiting(id, noon));
    assertEquals(
        Optional.empty(), waiting(id, noon.plus(Duration.ofDays(1))), "the next day's are more");

    house.execute(
        "UPDATE mailing SET window_days = 2, window_from = '09:00', window_until = '11:00',"
            + " window_zone = 'Europe/Amsterdam'");
    Instant opens = LocalDate.of(2026, 12, 1).atTime(9, 0).atZone(AMSTERDAM).toInstant();
    assertEquals(
        Optional.of(new Waiting(Waiting.Why.WINDOW, Optional.of(opens))),
        waiting(id, noon),
        "next Tuesday; the plan waits with it");
    house.progress.move(IMAILO, id, MailingState.SENDING, MailingState.PAUSED);
    assertEquals(Optional.empty(), waiting(id, noon), "held, which is said elsewhere");
  }

  private Optional<Waiting> waiting(MailingId id, Instant now) {
    return new SendingLimits(
            house.sql,
            (act, controller, subject, detail) -> {},
            Configuration.read(
                name -> name.equals("voorkeur.time.zone") ? AMSTERDAM.getId() : null),
            Clock.fixed(now, ZoneOffset.UTC))
        .waiting(IMAILO, house.mailings.find(id).orElseThrow());
  }

  private void save(Optional<LocalDate> from, List<Integer> warmUp, List<DomainRule> domains) {
    house.rules.save(
        IMAILO,
        new SendingRules(
            Optional.empty(),
            Optional.empty(),
            24,
            Optional.empty(),
            Optional.empty(),
            500,
            from,
            warmUp,
            domains));
  }
}
