package nl.voorkeur.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.platform.configuration.Setting.NamedKey;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.persistence.TestDatabase;
import nl.voorkeur.platform.text.Times;
import nl.voorkeur.recipient.AddressKeys;
import nl.voorkeur.recipient.Recipients;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the dashboard counts: once for each day, people and not entries, each controller apart. */
class CountsPgIT {

  private static final ControllerId IMAILO = new ControllerId(1);
  private static final ControllerId LINDE = new ControllerId(2);
  private static final TopicId WEEKBLIK = new TopicId(11);

  private Sql sql;
  private CountStore counts;
  private RecipientId noor;
  private Instant now;
  private LocalDate today;

  @BeforeEach
  void open() {
    sql = new Sql(TestDatabase.fresh());
    counts = new CountStore(sql);
    noor =
        new Recipients(sql, new AddressKeys(List.of(new NamedKey("test", new byte[32]))))
            .obtain(IMAILO, EmailAddress.of("noor@voorbeeld.example"), Optional.empty(), "test");
    entry("CONSENT_GIVEN", "CONFIRMATION", 11);
    entry("CONSENT_GIVEN", "CONFIRMATION", 12);
    now =
        sql.with(h -> h.createQuery("SELECT max(at) FROM ledger").mapTo(Instant.class).one())
            .plusMillis(1);
    today = LocalDate.ofInstant(now, Times.ZONE);
  }

  private void entry(String kind, String route, long topic) {
    sql.with(
        h ->
            h.execute(
                "INSERT INTO ledger (recipient_id, topic_id, kind, route, actor, confirmed_at)"
                    + " VALUES (?, ?, ?::ledger_kind, ?::ledger_route, 'recipient', CASE WHEN ? = 'CONSENT_GIVEN' THEN now() END)",
                noor.value(),
                topic,
                kind,
                route,
                kind));
  }

  @Test
  void theDayThatRunsCountsPeopleAndNotEntries() {
    Day day = counts.running(IMAILO, today, now);
    assertEquals(1, day.signUps(), "two topics, one person");
    assertEquals(0, day.optOuts());
    entry("WITHDRAWAL", "ONE_CLICK", 11);
    assertEquals(1, counts.running(IMAILO, today, now.plusSeconds(60)).optOuts());
    assertEquals(Day.quiet(today), counts.running(LINDE, today, now), "controllers are walls");
  }

  @Test
  void aDayIsCountedOnceAndQuietOnesToo() {
    LocalDate tomorrow = today.plusDays(1);
    counts.countDays(today.minusDays(3), tomorrow);
    assertEquals(List.of(new Day(today, 1, 0, 0, 0, 0)), counts.counted(IMAILO, today));
    assertEquals(List.of(Day.quiet(today)), counts.counted(LINDE, today), "so nobody counts again");
    entry("WITHDRAWAL", "ONE_CLICK", 11);
    counts.countDays(today.minusDays(3), tomorrow);
    assertEquals(0, counts.counted(IMAILO, today).get(0).optOuts(), "counted already");
  }

  @Test
  void whomATopicReachesIsCountedOnceADay() {
    counts.countTopics(today, now);
    assertEquals(1, counts.permitted(IMAILO, today).get(WEEKBLIK).get(today));
    entry("WITHDRAWAL", "ONE_CLICK", 11);
    counts.countTopics(today, now);
    assertEquals(1, counts.permitted(IMAILO, today).get(WEEKBLIK).get(today));
    counts.countTopics(today.plusDays(1), now.plusSeconds(60));
    assertEquals(0, counts.permitted(IMAILO, today).get(WEEKBLIK).get(today.plusDays(1)));
    assertEquals(3, counts.permitted(LINDE, today).size(), "only those of the controller");
  }

  @Test
  void reasonsAreCountedAndWordsShownWithoutNames() {
    sql.with(
        h ->
            h.execute(
                "INSERT INTO leaving (recipient_id, topic_id, reason, words, at) VALUES (?, 11, 'TOO_MUCH', 'Elke dag is te veel', now())",
                noor.value()));
    assertEquals(
        List.of(new Departures("TOO_MUCH", 1)), counts.departures(IMAILO, now.minusSeconds(3600)));
    assertEquals(List.of(), counts.departures(LINDE, now.minusSeconds(3600)));
    assertEquals(
        "Elke dag is te veel", counts.words(IMAILO, Optional.empty(), 0, 10).get(0).text());
    assertEquals(List.of(), counts.words(IMAILO, Optional.of(new TopicId(12)), 0, 10));
    assertEquals(List.of(), counts.words(LINDE, Optional.of(WEEKBLIK), 0, 10));
  }
}
