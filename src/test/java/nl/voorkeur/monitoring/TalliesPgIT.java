package nl.voorkeur.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.voorkeur.catalogue.TopicControllers;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.Denial;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.permission.PermissionDecisions;
import nl.voorkeur.permission.Tally;
import nl.voorkeur.platform.configuration.Setting.NamedKey;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.persistence.TestDatabase;
import nl.voorkeur.recipient.AddressKeys;
import nl.voorkeur.recipient.Recipients;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Counts of few are those of this moment; counts of many are kept, and renewed behind the page. */
class TalliesPgIT {

  private static final ControllerId IMAILO = new ControllerId(1);
  private static final TopicId WEEKBLIK = new TopicId(11);
  private static final List<TopicId> TOPICS = List.of(WEEKBLIK, new TopicId(12));

  private Sql sql;
  private AddressKeys keys;
  private RecipientId noor;
  private Instant start;

  @BeforeEach
  void open() {
    sql = new Sql(TestDatabase.fresh());
    keys = new AddressKeys(List.of(new NamedKey("test", new byte[32])));
    noor = person("noor@voorbeeld.example");
    person("bas@voorbeeld.example");
    entry("CONSENT_GIVEN");
    start = Instant.now(Clock.systemUTC()).plusSeconds(1);
  }

  private RecipientId person(String address) {
    return new Recipients(sql, keys)
        .obtain(IMAILO, EmailAddress.of(address), Optional.empty(), "test");
  }

  private void entry(String kind) {
    sql.with(
        h ->
            h.execute(
                "INSERT INTO ledger (recipient_id, topic_id, kind, route, actor, confirmed_at)"
                    + " VALUES (?, 11, ?::ledger_kind, 'CONFIRMATION', 'recipient', now())",
                noor.value(),
                kind));
  }

  private Tallies at(Instant moment) {
    Clock clock = Clock.fixed(moment, ZoneOffset.UTC);
    return new Tallies(sql, new PermissionDecisions(sql, new TopicControllers(sql), clock), clock);
  }

  @Test
  void fewAreCountedAtOnce() {
    List<Runnable> later = new ArrayList<>();
    assertEquals(
        new Tally(1, Map.of()), at(start).of(IMAILO, TOPICS, 2, later::add).topics().get(WEEKBLIK));
    entry("WITHDRAWAL");
    Counted now = at(start.plusSeconds(1)).of(IMAILO, TOPICS, 2, later::add);
    assertEquals(new Tally(0, Map.of(Denial.WITHDRAWN, 1L)), now.topics().get(WEEKBLIK));
    assertEquals(2, now.known());
    assertEquals(Optional.empty(), now.at());
    assertEquals(List.of(), later);
  }

  @Test
  void manyAreCountedBehindThePage() {
    List<Runnable> later = new ArrayList<>();
    Counted first = at(start).of(IMAILO, TOPICS, 1, later::add);
    assertEquals(new Tally(1, Map.of()), first.topics().get(WEEKBLIK));
    assertEquals(2, first.known());
    assertEquals(start.getEpochSecond(), first.at().orElseThrow().getEpochSecond());
    entry("WITHDRAWAL");
    Instant soon = start.plusSeconds(1);
    assertEquals(first, at(soon).of(IMAILO, TOPICS, 1, later::add), "young enough");
    assertEquals(List.of(), later);
    Instant then = start.plus(Tallies.FRESH).plus(Duration.ofSeconds(1));
    assertEquals(first, at(then).of(IMAILO, TOPICS, 1, later::add), "nobody waits");
    assertFalse(later.isEmpty());
    later.get(0).run();
    Counted renewed = at(then).of(IMAILO, TOPICS, 1, later::add);
    assertEquals(new Tally(0, Map.of(Denial.WITHDRAWN, 1L)), renewed.topics().get(WEEKBLIK));
    assertEquals(then.getEpochSecond(), renewed.at().orElseThrow().getEpochSecond());
  }
}
