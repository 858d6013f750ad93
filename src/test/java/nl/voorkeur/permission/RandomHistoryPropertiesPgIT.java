package nl.voorkeur.permission;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;

/**
 * Random histories of two mailboxes of one person: after each, the rule in SQL says of every topic
 * and at three moments what {@link PersonFold} says, in the single form and in the bulk form by
 * address. Thousands go in step, one act each at a time, so that a hundred thousand take minutes; a
 * failure names its seed and its acts.
 */
class RandomHistoryPropertiesPgIT {

  private static final long SEED = Long.getLong("voorkeur.test.seed", 20261122L);
  private static final int HISTORIES = Integer.getInteger("voorkeur.test.histories", 100_000);
  private static final int IN_STEP = 10_000;
  private static final int LONGEST = 12;
  private static final int MAILINGS = LONGEST;

  private static final List<TopicId> TOPICS =
      List.of(PersonFold.NEWS, PersonFold.TRIPS, PersonFold.PARTNERS, PersonFold.ORDERS);
  private static final Instant NOW = Instant.now();
  private static final Duration SOON = Duration.ofDays(10);
  private static final Duration LATER = Duration.ofDays(20);
  private static final Instant RECENTLY = NOW.minus(Duration.ofDays(2));
  private static final Instant LONG_AGO = NOW.minus(Duration.ofDays(500));
  private static final List<Instant> MOMENTS =
      List.of(
          NOW.plus(Duration.ofHours(1)),
          NOW.plus(Duration.ofDays(15)),
          NOW.plus(Duration.ofDays(25)),
          NOW.plus(Duration.ofDays(420)));

  /** One of so many addresses is also asked about alone; an odd number, so that both kinds are. */
  private static final int ONE_OF = 1_001;

  private static final ControllerId IMAILO = new ControllerId(1);

  private final Sql sql = new Sql(TestDatabase.fresh());
  private final AddressKeys keys =
      new AddressKeys(
          List.of(new NamedKey("new", new byte[32]), new NamedKey("old", new byte[] {1, 2, 3})));
  private final DecisionStore decisions = new DecisionStore(sql);

  /** What may happen; the number says how often against the others. */
  private enum Act {
    ASK(4),
    CONFIRM(8),
    REFUSE(1),
    CONSENT_RECENT(4),
    CONSENT_OLD(3),
    CUSTOMER(4),
    FREE_ACCOUNT(2),
    CONTRACT(2),
    INTEREST(2),
    EXPIRE(1),
    STOP(5),
    OBJECT_TO_TOPIC(1),
    STOP_ALL(2),
    OBJECT(1),
    COMPLAIN(1),
    BOUNCE(1),
    BOUNCE_LIFTED(2),
    RESTRICT(1),
    RESTRICTION_LIFTED(2),
    UNDER_AGE(1),
    OF_AGE(2),
    PAUSE_SOON(1),
    PAUSE_LATER(1),
    PAUSE_PROVEN(1),
    RESUME(1),
    RESUME_UNPROVEN(1),
    LIMIT(1),
    LIMIT_PROVEN(2),
    LIMIT_ENDED(1),
    SEND(3),
    LISTED(1),
    LISTED_ELSEWHERE(1),
    SUPPRESS(2),
    SUPPRESS_DOMAIN(1),
    LIFT(3),
    MOVE(2),
    ERASE(1);

    private final int weight;

    Act(int weight) {
      this.weight = weight;
    }

    boolean isOfTheOwnerWhileKnown() {
      return this == MOVE || this == ERASE || this == SEND || this == EXPIRE;
    }
  }

  private static final List<Act> WEIGHTED =
      EnumSet.allOf(Act.class).stream()
          .flatMap(act -> java.util.Collections.nCopies(act.weight, act).stream())
          .toList();

  /** A mailbox: who we know there, and what stands against it. */
  private static final class Mailbox {
    private final EmailAddress address;
    private RecipientId id;
    private PersonFold person;
    private boolean leftEarlier;
    private boolean listed;
    private boolean suppressed;
    private int sent;

    Mailbox(EmailAddress address) {
      this.address = address;
    }
  }

  /** One history. */
  private static final class History {
    private final long seed;
    private final Random random;
    private final int length;
    private final Mailbox[] mailboxes = new Mailbox[2];
    private final List<String> acts = new ArrayList<>();
    private boolean domainSuppressed;
    private Mailbox at;
    private TopicId topic;
    private Act act;
    private Frequency frequency;

    History(int number) {
      seed = SEED + number;
      random = new Random(seed);
      length = 1 + random.nextInt(LONGEST);
      mailboxes[0] = new Mailbox(EmailAddress.of("a@h" + number + ".example"));
      mailboxes[1] = new Mailbox(EmailAddress.of("b@h" + number + ".example"));
    }

    void choose() {
      at = mailboxes[random.nextInt(4) == 0 ? 1 : 0];
      act = WEIGHTED.get(random.nextInt(WEIGHTED.size()));
      topic = TOPICS.get(random.nextInt(TOPICS.size()));
      frequency =
          new Frequency(
              1 + random.nextInt(3),
              random.nextBoolean() ? Frequency.Period.WEEK : Frequency.Period.MONTH);
      if (act == Act.CONTRACT) {
        topic = PersonFold.ORDERS;
      } else if (act == Act.CUSTOMER || act == Act.FREE_ACCOUNT) {
        topic = TOPICS.get(random.nextInt(3));
      } else if (act == Act.EXPIRE) {
        topic = PersonFold.TRIPS;
      }
      acts.add(act + "@" + (at == mailboxes[0] ? "a" : "b") + "/" + topic);
    }

    Mailbox other() {
      return at == mailboxes[0] ? mailboxes[1] : mailboxes[0];
    }

    boolean suppresses(Mailbox mailbox) {
      return mailbox.listed || mailbox.suppressed || domainSuppressed;
    }

    Object answer(Mailbox mailbox, TopicId about, Instant moment, Optional<Denial> gate) {
      if (mailbox.id != null) {
        return mailbox.person.answer(about, moment, gate, suppresses(mailbox));
      } else if (mailbox.leftEarlier) {
        return Denial.ERASED;
      } else if (suppresses(mailbox)) {
        return Denial.SUPPRESSED;
      }
      return gate.orElse(Denial.NO_CONSENT);
    }
  }

  /** Half of them in a database each, as two go on at once. */
  @Test
  void theRuleSaysWhatAnIndependentFoldSays() throws Exception {
    Map<Object, Integer> seen = new ConcurrentHashMap<>();
    ExecutorService halves = Executors.newFixedThreadPool(2);
    List<Future<?>> running =
        List.of(
            halves.submit(() -> new RandomHistoryPropertiesPgIT().play(0, HISTORIES / 2, seen)),
            halves.submit(
                () -> new RandomHistoryPropertiesPgIT().play(HISTORIES / 2, HISTORIES, seen)));
    halves.shutdown();
    for (Future<?> half : running) {
      half.get();
    }
    if (HISTORIES >= 10_000) {
      Set<Denial> reached = EnumSet.noneOf(Denial.class);
      seen.keySet().stream()
          .filter(Denial.class::isInstance)
          .forEach(reason -> reached.add((Denial) reason));
      assertEquals(
          EnumSet.complementOf(EnumSet.of(Denial.NO_AGREEMENT)), reached, "reached " + seen);
    }
  }

  private void play(int from, int to, Map<Object, Integer> seen) {
    sql.with(handle -> handle.execute("UPDATE topic SET expiry_months = 12 WHERE id = 12"));
    sql.with(
        handle ->
            handle.execute(
                "INSERT INTO mailing (controller_id, topic_id, language, subject, body, state, created_by, started_at)"
                    + " SELECT 1, 11, 'NL', 's', 'b', 'SENDING', 'staff:1', now() FROM generate_series(1, "
                    + MAILINGS
                    + ")"));
    for (int first = from; first < to; first += IN_STEP) {
      List<History> histories = new ArrayList<>();
      for (int number = first; number < Math.min(to, first + IN_STEP); number++) {
        histories.add(new History(number));
      }
      for (int step = 0; step < LONGEST; step++) {
        int place = step;
        List<History> acting = histories.stream().filter(h -> place < h.length).toList();
        acting.forEach(History::choose);
        sql.with(
            handle ->
                handle.inTransaction(
                    tx -> {
                      play(tx, acting);
                      return null;
                    }));
      }
      sql.with(handle -> handle.execute("ANALYZE recipient, standing, permission, suppression"));
      compare(histories, seen);
    }
    CheckStore checks = new CheckStore(sql);
    checks.want("system");
    long check = checks.claim().orElseThrow();
    while (checks.advance(check)) {
      // slice by slice
    }
    assertEquals(
        Optional.empty(), checks.newest(1).get(0).flaw(), "the ledger alone gives the same state");
  }

  private void compare(List<History> histories, Map<Object, Integer> seen) {
    List<Mailbox> mailboxes =
        histories.stream().flatMap(history -> List.of(history.mailboxes).stream()).toList();
    List<EmailAddress> addresses = mailboxes.stream().map(mailbox -> mailbox.address).toList();
    List<RecipientId> known =
        mailboxes.stream().filter(box -> box.id != null).map(box -> box.id).toList();
    Map<Optional<Denial>, String> gates = new LinkedHashMap<>();
    gates.put(Optional.of(Denial.TOPIC_CLOSED), "UPDATE topic SET open = false");
    gates.put(
        Optional.of(Denial.SENDER_UNVERIFIED),
        "UPDATE topic SET open = true; UPDATE controller SET sender_verified = false");
    gates.put(Optional.empty(), "UPDATE controller SET sender_verified = true");
    gates.forEach(
        (gate, change) -> {
          sql.with(handle -> handle.createScript(change).execute());
          for (Instant moment : gate.isPresent() ? MOMENTS.subList(0, 1) : MOMENTS) {
            for (TopicId topic : TOPICS) {
              List<Decision> bulk = decisions.decide(topic, keys, addresses, moment);
              Map<RecipientId, Decision> single = decisions.decide(topic, known, moment);
              for (int i = 0; i < mailboxes.size(); i++) {
                History history = histories.get(i / 2);
                Mailbox mailbox = mailboxes.get(i);
                Object expected = history.answer(mailbox, topic, moment, gate);
                if (!expected.equals(plain(bulk.get(i)))) {
                  throw new AssertionError(said(history, i, topic, moment, expected, bulk.get(i)));
                }
                if (mailbox.id != null
                    && mailbox.person.knows(topic)
                    && !expected.equals(plain(single.get(mailbox.id)))) {
                  throw new AssertionError(
                      said(history, i, topic, moment, expected, single.get(mailbox.id)));
                }
                if (i % ONE_OF == 0) {
                  Decision alone = decisions.decide(IMAILO, topic, keys, mailbox.address, moment);
                  if (!expected.equals(plain(alone))) {
                    throw new AssertionError(said(history, i, topic, moment, expected, alone));
                  }
                }
                seen.merge(expected, 1, Integer::sum);
              }
            }
          }
        });
  }

  private static String said(
      History history, int i, TopicId topic, Instant moment, Object expected, Decision answer) {
    return "seed %d, mailbox %s, topic %s at %s: expected %s, got %s after %s"
        .formatted(
            history.seed, i % 2 == 0 ? "a" : "b", topic, moment, expected, answer, history.acts);
  }

  private void play(Handle tx, List<History> acting) {
    makeKnown(
        tx,
        acting.stream()
            .filter(history -> history.at.id == null && !history.act.isOfTheOwnerWhileKnown())
            .toList());
    Map<Act, List<History>> byAct = new EnumMap<>(Act.class);
    acting.stream()
        .filter(history -> history.at.id != null)
        .forEach(
            history -> byAct.computeIfAbsent(history.act, act -> new ArrayList<>()).add(history));
    byAct.forEach((act, histories) -> play(tx, act, histories));
  }

  /** What makes a stranger known: an import, a form, a call. */
  private void makeKnown(Handle tx, List<History> histories) {
    if (histories.isEmpty()) {
      return;
    }
    List<EmailAddress> addresses = histories.stream().map(history -> history.at.address).toList();
    List<Long> ids =
        tx.createQuery(
                "WITH made AS (INSERT INTO recipient (controller_id, address, compare_key, address_key, key_id, former_keys, source)"
                    + " SELECT 1, a, a, k, 'new', ARRAY[f], 'test' FROM unnest(:addresses::text[], :keys::text[]::bytea[], :former::text[]::bytea[])"
                    + " AS u (a, k, f) RETURNING id, address)"
                    + " SELECT m.id FROM unnest(:addresses::text[]) WITH ORDINALITY AS u (a, n) JOIN made m ON m.address = u.a ORDER BY n")
            .bind("addresses", addresses.stream().map(EmailAddress::value).toArray(String[]::new))
            .bind("keys", Sql.bytes(addresses.stream().map(keys::of).toList()))
            .bind(
                "former",
                Sql.bytes(addresses.stream().flatMap(a -> keys.former(a).stream()).toList()))
            .mapTo(Long.class)
            .list();
    for (int i = 0; i < ids.size(); i++) {
      Mailbox mailbox = histories.get(i).at;
      mailbox.id = new RecipientId(ids.get(i));
      mailbox.person = new PersonFold(mailbox.leftEarlier);
      mailbox.sent = 0;
    }
  }

  private void play(Handle tx, Act act, List<History> all) {
    String recently = facts("confirmed_at", RECENTLY.toString());
    String longAgo = facts("confirmed_at", LONG_AGO.toString());
    String reason = facts("reason", "mistake");
    switch (act) {
      case ASK ->
          topic(tx, all, "CONSENT_REQUESTED", "FORM", "recipient", "{}", (p, t) -> p.asked(t));
      case CONFIRM ->
          topic(
              tx,
              all,
              "CONSENT_GIVEN",
              "CONFIRMATION",
              "recipient",
              "{}",
              (p, t) -> p.confirmed(t, NOW));
      case REFUSE ->
          topic(
              tx,
              all,
              "CONSENT_REFUSED",
              "CONFIRMATION",
              "recipient",
              "{}",
              (p, t) -> p.refused(t));
      case CONSENT_RECENT ->
          topic(
              tx,
              all,
              "CONSENT_GIVEN",
              "IMPORT",
              "import:1",
              recently,
              (p, t) -> p.consented(t, RECENTLY, NOW));
      case CONSENT_OLD ->
          topic(
              tx,
              all,
              "CONSENT_GIVEN",
              "API",
              "token:1",
              longAgo,
              (p, t) -> p.consented(t, LONG_AGO, NOW));
      case CUSTOMER ->
          topic(
              tx,
              all,
              "SOFT_OPT_IN",
              "IMPORT",
              "import:1",
              sale("true"),
              (p, t) -> p.customer(t, false, NOW));
      case FREE_ACCOUNT ->
          topic(
              tx,
              all,
              "SOFT_OPT_IN",
              "IMPORT",
              "import:1",
              sale("free_account"),
              (p, t) -> p.customer(t, true, NOW));
      case CONTRACT ->
          topic(tx, all, "CONTRACT", "API", "token:1", "{}", (p, t) -> p.contracted(NOW));
      case INTEREST ->
          topic(
              tx,
              all,
              "LEGITIMATE_INTEREST",
              "IMPORT",
              "import:1",
              "{}",
              (p, t) -> p.interesting(t));
      case EXPIRE ->
          topic(tx, all, "CONSENT_EXPIRED", "SYSTEM", "system", "{}", (p, t) -> p.expired(t, NOW));
      case STOP ->
          topic(
              tx,
              all,
              "WITHDRAWAL",
              "ONE_CLICK",
              "recipient",
              "{}",
              (p, t) -> p.stopped(t, Denial.WITHDRAWN));
      case OBJECT_TO_TOPIC ->
          topic(
              tx,
              all,
              "OBJECTION",
              "STAFF_PHONE",
              "staff:1",
              "{}",
              (p, t) -> p.stopped(t, Denial.OBJECTION));
      case STOP_ALL ->
          whole(
              tx, all, "WITHDRAWAL", "MAILTO", "{}", h -> h.at.person.stoppedAll(Denial.WITHDRAWN));
      case OBJECT ->
          whole(
              tx,
              all,
              "OBJECTION",
              "PREFERENCES",
              "{}",
              h -> h.at.person.stoppedAll(Denial.OBJECTION));
      case COMPLAIN ->
          whole(tx, all, "COMPLAINT", "COMPLAINT", "{}", h -> h.at.person.complained());
      case BOUNCE -> whole(tx, all, "BOUNCE", "BOUNCE", "{}", h -> h.at.person.bounced(true));
      case BOUNCE_LIFTED ->
          whole(tx, all, "BOUNCE_LIFTED", "STAFF_MAIL", reason, h -> h.at.person.bounced(false));
      case RESTRICT ->
          whole(tx, all, "RESTRICTION", "PREFERENCES", "{}", h -> h.at.person.restricted(true));
      case RESTRICTION_LIFTED ->
          whole(
              tx,
              all,
              "RESTRICTION_LIFTED",
              "FRESH_LINK",
              "{}",
              h -> h.at.person.restricted(false));
      case UNDER_AGE -> whole(tx, all, "UNDER_AGE", "FORM", "{}", h -> h.at.person.underAge(true));
      case OF_AGE ->
          whole(tx, all, "OF_AGE", "STAFF_MAIL", reason, h -> h.at.person.underAge(false));
      case PAUSE_SOON -> pause(tx, all, "PREFERENCES", SOON);
      case PAUSE_LATER -> pause(tx, all, "PREFERENCES", LATER);
      case PAUSE_PROVEN -> pause(tx, all, "FRESH_LINK", SOON);
      case RESUME -> whole(tx, all, "PAUSE_ENDED", "FRESH_LINK", "{}", h -> h.at.person.resumed());
      case RESUME_UNPROVEN -> whole(tx, all, "PAUSE_ENDED", "PREFERENCES", "{}", h -> {});
      case LIMIT -> limit(tx, all, "PREFERENCES", false);
      case LIMIT_PROVEN -> limit(tx, all, "FRESH_LINK", true);
      case LIMIT_ENDED ->
          whole(tx, all, "FREQUENCY_ENDED", "FRESH_LINK", "{}", h -> h.at.person.unlimited());
      case SEND -> send(tx, all);
      case LISTED -> list(tx, all, true);
      case LISTED_ELSEWHERE -> list(tx, all, false);
      case SUPPRESS -> suppress(tx, all);
      case SUPPRESS_DOMAIN -> suppressDomain(tx, all);
      case LIFT -> lift(tx, all);
      case MOVE -> move(tx, all);
      case ERASE ->
          whole(
              tx,
              all,
              "ERASURE",
              "FRESH_LINK",
              "{}",
              h -> {
                h.at.id = null;
                h.at.leftEarlier = true;
              });
    }
  }

  private static String facts(String name, String value) {
    return "{\"" + name + "\":\"" + value + "\"}";
  }

  private static String sale(String how) {
    return "{\"obtained_at_sale\":\"%s\",\"sale_date\":\"2026-01-05\",\"product\":\"map\",\"opt_out_offered\":\"true\"}"
        .formatted(how);
  }

  private interface TopicFold {
    void take(PersonFold person, TopicId topic);
  }

  private interface HistoryFold {
    void take(History history);
  }

  private void topic(
      Handle tx,
      List<History> all,
      String kind,
      String route,
      String actor,
      String evidence,
      TopicFold fold) {
    tx.createUpdate(
            "INSERT INTO ledger (recipient_id, topic_id, kind, route, actor, evidence)"
                + " SELECT r, t, :kind::ledger_kind, :route::ledger_route, :actor, :evidence::jsonb FROM unnest(:ids::bigint[], :topics::bigint[]) AS u (r, t)")
        .bind("kind", kind)
        .bind("route", route)
        .bind("actor", actor)
        .bind("evidence", evidence)
        .bind("ids", ids(all))
        .bind("topics", all.stream().map(history -> history.topic.value()).toArray(Long[]::new))
        .execute();
    all.forEach(history -> fold.take(history.at.person, history.topic));
  }

  private void whole(
      Handle tx, List<History> all, String kind, String route, String evidence, HistoryFold fold) {
    whole(tx, all, kind, route, evidence, Optional.empty(), fold);
  }

  private void whole(
      Handle tx,
      List<History> all,
      String kind,
      String route,
      String evidence,
      Optional<Instant> until,
      HistoryFold fold) {
    if (all.isEmpty()) {
      return;
    }
    tx.createUpdate(
            "INSERT INTO ledger (recipient_id, kind, route, actor, evidence, until)"
                + " SELECT r, :kind::ledger_kind, :route::ledger_route, :actor, :evidence::jsonb, :until::timestamptz FROM unnest(:ids::bigint[]) AS r")
        .bind("kind", kind)
        .bind("route", route)
        .bind("actor", route.startsWith("STAFF") ? "staff:1" : "recipient")
        .bind("evidence", evidence)
        .bind("until", Sql.time(until.orElse(null)))
        .bind("ids", ids(all))
        .execute();
    all.forEach(fold::take);
  }

  private void pause(Handle tx, List<History> all, String route, Duration length) {
    Instant until = NOW.plus(length);
    whole(
        tx,
        all,
        "PAUSE",
        route,
        "{}",
        Optional.of(until),
        history -> history.at.person.paused(until, route.equals("FRESH_LINK")));
  }

  private void limit(Handle tx, List<History> all, String route, boolean proven) {
    for (int most = 1; most <= 3; most++) {
      for (Frequency.Period per : Frequency.Period.values()) {
        Frequency frequency = new Frequency(most, per);
        whole(
            tx,
            all.stream().filter(history -> history.frequency.equals(frequency)).toList(),
            "FREQUENCY",
            route,
            "{\"most\":\"" + most + "\",\"per\":\"" + per + "\"}",
            history -> history.at.person.limited(frequency, proven));
      }
    }
  }

  private void send(Handle tx, List<History> all) {
    Long[] mailings = all.stream().map(history -> (long) ++history.at.sent).toArray(Long[]::new);
    tx.createUpdate(
            "INSERT INTO delivery (mailing_id, recipient_id, state)"
                + " SELECT m, r, 'SENDING' FROM unnest(:mailings::bigint[], :ids::bigint[]) AS u (m, r)")
        .bind("mailings", mailings)
        .bind("ids", ids(all))
        .execute();
    tx.createUpdate(
            "UPDATE delivery d SET state = 'SENT', settled_at = :now FROM unnest(:mailings::bigint[], :ids::bigint[]) AS u (m, r)"
                + " WHERE d.mailing_id = u.m AND d.recipient_id = u.r")
        .bind("mailings", mailings)
        .bind("ids", ids(all))
        .bind("now", Sql.time(NOW))
        .execute();
    all.forEach(history -> history.at.person.received(NOW));
  }

  private void list(Handle tx, List<History> all, boolean here) {
    tx.createUpdate(
            "INSERT INTO suppression (controller_id, form, digest, cause, reason, route, actor)"
                + " SELECT :controller::bigint, 'MD5', decode(md5(a), 'hex'), 'LIST', 'test', 'IMPORT', 'import:1'"
                + " FROM unnest(:addresses::text[]) AS a ON CONFLICT DO NOTHING")
        .bind("controller", here ? 1L : 2L)
        .bind("addresses", all.stream().map(h -> h.at.address.value()).toArray(String[]::new))
        .execute();
    all.stream().filter(history -> here).forEach(history -> history.at.listed = true);
  }

  private void suppress(Handle tx, List<History> all) {
    tx.createUpdate(
            "INSERT INTO suppression (controller_id, form, digest, key_id, cause, reason, route, actor)"
                + " SELECT NULL, 'ADDRESS_KEY', k, 'new', 'STAFF', 'test', 'STAFF_MAIL', 'staff:1'"
                + " FROM unnest(:keys::text[]::bytea[]) AS k ON CONFLICT DO NOTHING")
        .bind("keys", Sql.bytes(all.stream().map(history -> keys.of(history.at.address)).toList()))
        .execute();
    all.forEach(history -> history.at.suppressed = true);
  }

  private void suppressDomain(Handle tx, List<History> all) {
    tx.createUpdate(
            "INSERT INTO suppression (controller_id, form, digest, domain, cause, reason, route, actor)"
                + " SELECT 1, 'DOMAIN', domain_digest(d), d, 'STAFF', 'test', 'STAFF_MAIL', 'staff:1'"
                + " FROM unnest(:domains::text[]) AS d ON CONFLICT DO NOTHING")
        .bind("domains", domains(all))
        .execute();
    all.forEach(history -> history.domainSuppressed = true);
  }

  /** Staff lifts what staff set: the mailbox's own suppression and that of its domain. */
  private void lift(Handle tx, List<History> all) {
    tx.createUpdate(
            "UPDATE suppression SET lifted_at = now(), lifted_by = 'staff:1', lift_reason = 'mistake' WHERE lifted_at IS NULL"
                + " AND digest IN (SELECT unnest(:keys::text[]::bytea[]) UNION SELECT domain_digest(d) FROM unnest(:domains::text[]) AS d)"
                + " AND cause = 'STAFF'")
        .bind("keys", Sql.bytes(all.stream().map(history -> keys.of(history.at.address)).toList()))
        .bind("domains", domains(all))
        .execute();
    all.forEach(
        history -> {
          history.at.suppressed = false;
          history.domainSuppressed = false;
        });
  }

  private void move(Handle tx, List<History> all) {
    List<EmailAddress> to = all.stream().map(history -> history.other().address).toList();
    tx.createQuery(
            "SELECT change_address(r, a, a, NULL, k, 'new', ARRAY[f], 'FRESH_LINK', 'recipient')"
                + " FROM unnest(:ids::bigint[], :to::text[], :keys::text[]::bytea[], :former::text[]::bytea[]) AS u (r, a, k, f)")
        .bind("ids", ids(all))
        .bind("to", to.stream().map(EmailAddress::value).toArray(String[]::new))
        .bind("keys", Sql.bytes(to.stream().map(keys::of).toList()))
        .bind("former", Sql.bytes(to.stream().flatMap(a -> keys.former(a).stream()).toList()))
        .mapTo(Long.class)
        .list();
    for (History history : all) {
      Mailbox from = history.at;
      Mailbox other = history.other();
      if (other.id == null) {
        other.id = from.id;
        other.person = from.person;
        other.sent = from.sent;
        other.person.moved();
      } else {
        other.person.absorbs(from.person, NOW);
      }
      from.id = null;
      from.leftEarlier = true;
    }
  }

  private static Long[] ids(List<History> all) {
    return all.stream().map(history -> history.at.id.value()).toArray(Long[]::new);
  }

  private static String[] domains(List<History> all) {
    return all.stream()
        .map(history -> history.at.address.value().substring(2))
        .toArray(String[]::new);
  }

  private static Object plain(Decision decision) {
    return decision.fold(Decision.Permitted::basis, Decision.Denied::reason);
  }
}
