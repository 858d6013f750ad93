package nl.voorkeur.permission;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiConsumer;
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
import org.junit.jupiter.api.Test;

/**
 * Random histories: after each, the rule in SQL says of every topic what an independent fold over
 * the same acts says, in the single form and in the bulk form by address. The fold is written from
 * the requirements, not from the SQL. A failure names its seed.
 */
class RandomHistoryPropertiesPgIT {

  private static final long SEED = Long.getLong("voorkeur.test.seed", 20261122L);
  private static final int HISTORIES = Integer.getInteger("voorkeur.test.histories", 400);
  private static final int LONGEST = 18;

  private static final TopicId NEWS = new TopicId(11);
  private static final TopicId OFFERS = new TopicId(13);
  private static final TopicId ORDERS = new TopicId(16);
  private static final List<TopicId> TOPICS = List.of(NEWS, OFFERS, ORDERS);

  private static final Provenance CONFIRMED = Provenance.byRecipient(Route.CONFIRMATION);
  private static final Provenance IMPORTED = Provenance.by(Route.IMPORT, "import:1");
  private static final Provenance BY_FORM = Provenance.byRecipient(Route.FORM);

  /** What may happen to a person, and how the fold takes it. */
  private enum Act {
    ASK(LedgerKind.CONSENT_REQUESTED, BY_FORM, Person::asked),
    CONFIRM(LedgerKind.CONSENT_GIVEN, CONFIRMED, Person::confirmed),
    CONSENT_IMPORTED(LedgerKind.CONSENT_GIVEN, IMPORTED, (p, t) -> p.told(t, LegalBasis.CONSENT)),
    CUSTOMER_IMPORTED(
        LedgerKind.SOFT_OPT_IN, IMPORTED, (p, t) -> p.told(t, LegalBasis.SOFT_OPT_IN)),
    STOP(LedgerKind.WITHDRAWAL, Provenance.byRecipient(Route.ONE_CLICK), Person::stopped),
    STOP_ALL(
        LedgerKind.WITHDRAWAL,
        Provenance.byRecipient(Route.PREFERENCES),
        (p, t) -> p.stoppedAll(Denial.WITHDRAWN)),
    OBJECT(
        LedgerKind.OBJECTION,
        Provenance.byRecipient(Route.PREFERENCES),
        (p, t) -> p.stoppedAll(Denial.OBJECTION)),
    COMPLAIN(
        LedgerKind.COMPLAINT, Provenance.by(Route.COMPLAINT, "system"), (p, t) -> p.complained()),
    SUPPRESS(LedgerKind.SUPPRESSION, IMPORTED, (p, t) -> p.suppressed = true),
    BOUNCE(LedgerKind.BOUNCE, Provenance.by(Route.BOUNCE, "system"), (p, t) -> p.bounced = true),
    BOUNCE_LIFTED(
        LedgerKind.BOUNCE_LIFTED,
        Provenance.by(Route.STAFF_MAIL, "staff:1"),
        (p, t) -> p.bounced = false),
    RESTRICT(
        LedgerKind.RESTRICTION,
        Provenance.byRecipient(Route.PREFERENCES),
        (p, t) -> p.restricted = true),
    RESTRICTION_LIFTED(
        LedgerKind.RESTRICTION_LIFTED,
        Provenance.byRecipient(Route.PREFERENCES),
        (p, t) -> p.restricted = false);

    private final LedgerKind kind;
    private final Provenance provenance;
    private final BiConsumer<Person, TopicId> fold;

    Act(LedgerKind kind, Provenance provenance, BiConsumer<Person, TopicId> fold) {
      this.kind = kind;
      this.provenance = provenance;
      this.fold = fold;
    }

    boolean isAboutATopic() {
      return ordinal() <= STOP.ordinal();
    }
  }

  /** The fold: what is known of one person after some acts. */
  private static final class Person {
    private final Map<TopicId, Object> topics = new LinkedHashMap<>();
    private Denial outOfAll;
    private boolean complained;
    private boolean suppressed;
    private boolean bounced;
    private boolean restricted;

    private static boolean marketing(TopicId topic) {
      return !topic.equals(ORDERS);
    }

    private boolean isOut(TopicId topic) {
      Object state = topics.get(topic);
      return state == Denial.WITHDRAWN
          || state == Denial.OBJECTION
          || state == null && outOfAll != null && marketing(topic);
    }

    void asked(TopicId topic) {
      if (!topics.containsKey(topic)) {
        topics.put(topic, outOfAll != null && marketing(topic) ? outOfAll : Denial.NOT_CONFIRMED);
      }
    }

    void confirmed(TopicId topic) {
      if (topics.get(topic) != LegalBasis.CONSENT) {
        topics.put(topic, LegalBasis.CONSENT);
        complained = false;
      }
    }

    void told(TopicId topic, LegalBasis basis) {
      boolean stronger = topics.get(topic) == LegalBasis.SOFT_OPT_IN && basis == LegalBasis.CONSENT;
      if (!isOut(topic) && (stronger || !(topics.get(topic) instanceof LegalBasis))) {
        topics.put(topic, basis);
      }
    }

    void stopped(TopicId topic) {
      Object state = topics.get(topic);
      if (state != Denial.WITHDRAWN && state != Denial.OBJECTION) {
        topics.put(topic, Denial.WITHDRAWN);
      }
    }

    void stoppedAll(Denial how) {
      boolean nothingLeft =
          topics.entrySet().stream()
              .filter(entry -> marketing(entry.getKey()))
              .allMatch(
                  entry ->
                      entry.getValue() == Denial.WITHDRAWN || entry.getValue() == Denial.OBJECTION);
      boolean saidAlready = outOfAll == Denial.OBJECTION || outOfAll == how;
      if (!(saidAlready && nothingLeft)) {
        outOfAll = outOfAll == Denial.OBJECTION ? Denial.OBJECTION : how;
        topics.replaceAll((topic, state) -> marketing(topic) ? outOfAll : state);
      }
    }

    void complained() {
      if (!complained) {
        complained = true;
        outOfAll = outOfAll == null ? Denial.WITHDRAWN : outOfAll;
        topics.replaceAll((topic, state) -> marketing(topic) ? outOfAll : state);
      }
    }

    /** Permitted by a basis, or denied by the first reason that holds. */
    Object answer(TopicId topic) {
      Object state = topics.get(topic);
      if (complained && marketing(topic)) {
        return Denial.SUPPRESSED_COMPLAINT;
      } else if (suppressed) {
        return Denial.SUPPRESSED;
      } else if (bounced) {
        return Denial.SUPPRESSED_BOUNCE;
      } else if (restricted && marketing(topic)) {
        return Denial.RESTRICTED;
      } else if (state != null) {
        return state;
      }
      return outOfAll != null && marketing(topic) ? outOfAll : Denial.NO_CONSENT;
    }
  }

  @Test
  void theRuleSaysWhatAnIndependentFoldSays() {
    Sql sql = new Sql(TestDatabase.fresh());
    AddressKeys keys = new AddressKeys(List.of(new NamedKey("test", new byte[32])));
    Recipients recipients = new Recipients(sql, keys);
    LedgerStore ledger = new LedgerStore(sql);
    DecisionStore decisions = new DecisionStore(sql);
    Map<Denial, Integer> seen = new EnumMap<>(Denial.class);
    for (int number = 0; number < HISTORIES; number++) {
      Random random = new Random(SEED + number);
      EmailAddress address = EmailAddress.of("p" + number + "@example.org");
      RecipientId id = recipients.obtain(new ControllerId(1), address, Optional.empty(), "test");
      Person person = new Person();
      List<String> history = new ArrayList<>();
      for (int acts = random.nextInt(LONGEST); acts >= 0; acts--) {
        Act act = Act.values()[random.nextInt(Act.values().length)];
        TopicId topic = TOPICS.get(random.nextInt(TOPICS.size()));
        history.add(act + (act.isAboutATopic() ? " " + topic : ""));
        ledger.append(
            id,
            act.isAboutATopic() ? Optional.of(topic) : Optional.empty(),
            act.kind,
            Optional.empty(),
            act.provenance);
        act.fold.accept(person, topic);
      }
      for (TopicId topic : TOPICS) {
        Object expected = person.answer(topic);
        String message = "seed " + (SEED + number) + ", topic " + topic + " after " + history;
        assertEquals(
            expected,
            plain(decisions.decideKeys(topic, List.of(keys.of(address)), Instant.EPOCH).get(0)),
            message);
        if (person.topics.containsKey(topic)) {
          assertEquals(
              expected,
              plain(decisions.decide(topic, List.of(id), Instant.EPOCH).get(id)),
              message);
        }
        if (expected instanceof Denial reason) {
          seen.merge(reason, 1, Integer::sum);
        }
      }
    }
    assertEquals(
        8, seen.size(), "the histories reach every reason that such acts can lead to: " + seen);
  }

  private static Object plain(Decision decision) {
    return decision.fold(Decision.Permitted::basis, Decision.Denied::reason);
  }
}
