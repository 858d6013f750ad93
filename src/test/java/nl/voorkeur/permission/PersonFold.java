package nl.voorkeur.permission;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import nl.voorkeur.kernel.Denial;
import nl.voorkeur.kernel.LegalBasis;
import nl.voorkeur.kernel.TopicId;

/**
 * What is known of one mailbox at one controller after some acts, folded from the requirements and
 * not from the SQL: the oracle that the one rule is held against.
 */
final class PersonFold {

  static final TopicId NEWS = new TopicId(11);

  /** Consent for it counts for a year. */
  static final TopicId TRIPS = new TopicId(12);

  /** About what others sell. */
  static final TopicId PARTNERS = new TopicId(14);

  /** Service mail. */
  static final TopicId ORDERS = new TopicId(16);

  /** A ground that holds, since when. */
  private record Ground(LegalBasis basis, Instant since, boolean freeAccount) {}

  /** A topic's state: a {@link Ground} or a {@link Denial}. */
  private final Map<TopicId, Object> topics = new LinkedHashMap<>();

  private Denial outOfAll;
  private boolean erasedEarlier;
  private boolean complained;
  private boolean bounced;
  private boolean restricted;
  private boolean underAge;
  private Instant pausedUntil = Instant.MIN;
  private Optional<Frequency> cap = Optional.empty();
  private int sent;
  private Instant sentAt = Instant.MIN;

  PersonFold(boolean erasedEarlier) {
    this.erasedEarlier = erasedEarlier;
  }

  private static boolean marketing(TopicId topic) {
    return !topic.equals(ORDERS);
  }

  private static Instant inAYear(Instant since) {
    return since.atOffset(ZoneOffset.UTC).plusMonths(12).toInstant();
  }

  private boolean isOut(TopicId topic) {
    Object state = topics.get(topic);
    return state == Denial.WITHDRAWN
        || state == Denial.OBJECTION
        || state == null && outOfAll != null && marketing(topic);
  }

  private static boolean isTooOld(TopicId topic, Ground ground, Instant at) {
    return topic.equals(TRIPS)
        && ground.basis() == LegalBasis.CONSENT
        && !inAYear(ground.since()).isAfter(at);
  }

  boolean knows(TopicId topic) {
    return topics.containsKey(topic);
  }

  void asked(TopicId topic) {
    Object state = topics.get(topic);
    if (state == null) {
      topics.put(topic, outOfAll != null && marketing(topic) ? outOfAll : Denial.NOT_CONFIRMED);
    } else if (state == Denial.LEGITIMATE_INTEREST_ONLY || state == Denial.CONSENT_EXPIRED) {
      topics.put(topic, Denial.NOT_CONFIRMED);
    }
  }

  void refused(TopicId topic) {
    if (topics.get(topic) != Denial.OBJECTION) {
      topics.put(topic, Denial.WITHDRAWN);
    }
  }

  /** The person's own confirmation: lifts what they said before, also an erasure or a complaint. */
  void confirmed(TopicId topic, Instant now) {
    if (!holds(topic, LegalBasis.CONSENT, now, now)) {
      topics.put(topic, new Ground(LegalBasis.CONSENT, now, false));
      complained = false;
      erasedEarlier = false;
    }
  }

  /** Somebody else says that the person consented. */
  void consented(TopicId topic, Instant since, Instant now) {
    if (!erasedEarlier && !isOut(topic) && !holds(topic, LegalBasis.CONSENT, since, now)) {
      topics.put(topic, new Ground(LegalBasis.CONSENT, since, false));
    }
  }

  private boolean holds(TopicId topic, LegalBasis basis, Instant since, Instant now) {
    return topics.get(topic) instanceof Ground ground
        && ground.basis() == basis
        && !(isTooOld(topic, ground, now) && since.isAfter(ground.since()));
  }

  void customer(TopicId topic, boolean freeAccount, Instant now) {
    if (!erasedEarlier && !isOut(topic) && !(topics.get(topic) instanceof Ground)) {
      topics.put(topic, new Ground(LegalBasis.SOFT_OPT_IN, now, freeAccount));
    }
  }

  void contracted(Instant now) {
    if (!erasedEarlier && !isOut(ORDERS) && !(topics.get(ORDERS) instanceof Ground)) {
      topics.put(ORDERS, new Ground(LegalBasis.CONTRACT, now, false));
    }
  }

  void interesting(TopicId topic) {
    if (!erasedEarlier && !isOut(topic) && topics.get(topic) == null) {
      topics.put(topic, Denial.LEGITIMATE_INTEREST_ONLY);
    }
  }

  void expired(TopicId topic, Instant now) {
    if (topics.get(topic) instanceof Ground ground && isTooOld(topic, ground, now)) {
      topics.put(topic, Denial.CONSENT_EXPIRED);
    }
  }

  void stopped(TopicId topic, Denial how) {
    Object state = topics.get(topic);
    if (state != Denial.WITHDRAWN && state != Denial.OBJECTION) {
      topics.put(topic, how);
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

  void bounced(boolean now) {
    bounced = now;
  }

  void restricted(boolean now) {
    restricted = now;
  }

  void underAge(boolean now) {
    underAge = now;
  }

  /** A pause; who doesn't prove to be the person only makes it longer. */
  void paused(Instant until, boolean proven) {
    if (proven || until.isAfter(pausedUntil)) {
      pausedUntil = until;
    }
  }

  void resumed() {
    pausedUntil = Instant.MIN;
  }

  void limited(Frequency wanted, boolean proven) {
    if (proven || cap.isEmpty() || aMonth(wanted) <= aMonth(cap.get())) {
      cap = Optional.of(wanted);
    }
  }

  private static double aMonth(Frequency frequency) {
    return frequency.most() * (frequency.per() == Frequency.Period.WEEK ? 30.0 / 7 : 1);
  }

  void unlimited() {
    cap = Optional.empty();
  }

  void received(Instant at) {
    sent++;
    sentAt = at;
  }

  /** The same person at another mailbox: whatever was wrong with the old one stays there. */
  void moved() {
    bounced = false;
  }

  /** Becomes one with the person of a mailbox they left: every no of either stands. */
  void absorbs(PersonFold other, Instant now) {
    if (other.outOfAll != null) {
      stoppedAll(other.outOfAll);
    }
    if (other.complained) {
      complained();
    }
    restricted |= other.restricted;
    underAge |= other.underAge;
    if (other.pausedUntil.isAfter(now)) {
      paused(other.pausedUntil, false);
    }
    other.cap.ifPresent(theirs -> limited(theirs, false));
    other.topics.forEach(
        (topic, state) -> {
          if (state instanceof Ground ground) {
            boolean stronger =
                ground.basis() == LegalBasis.CONSENT
                    && !holds(topic, LegalBasis.CONSENT, ground.since(), now);
            if (!erasedEarlier
                && !isOut(topic)
                && (stronger || !(topics.get(topic) instanceof Ground))) {
              topics.put(topic, ground);
            }
          }
        });
    other.topics.forEach(
        (topic, state) -> {
          if (state == Denial.WITHDRAWN || state == Denial.OBJECTION) {
            stopped(topic, (Denial) state);
          }
        });
  }

  /**
   * Permitted by a basis, or denied by the first reason that holds.
   *
   * @param gate what stops the whole topic
   * @param suppressed whether a suppression in force names the mailbox
   */
  Object answer(TopicId topic, Instant at, Optional<Denial> gate, boolean suppressed) {
    Object state = topics.get(topic);
    if (erasedEarlier) {
      return Denial.ERASED;
    } else if (complained && marketing(topic)) {
      return Denial.SUPPRESSED_COMPLAINT;
    } else if (suppressed) {
      return Denial.SUPPRESSED;
    } else if (bounced) {
      return Denial.SUPPRESSED_BOUNCE;
    } else if (restricted && marketing(topic)) {
      return Denial.RESTRICTED;
    } else if (underAge) {
      return Denial.UNDER_AGE;
    } else if (isOut(topic)) {
      return state == null ? outOfAll : state;
    } else if (gate.isPresent()) {
      return gate.get();
    } else if (state == null) {
      return Denial.NO_CONSENT;
    } else if (state instanceof Ground ground) {
      return held(topic, ground, at);
    }
    return state;
  }

  private Object held(TopicId topic, Ground ground, Instant at) {
    if (ground.basis() == LegalBasis.SOFT_OPT_IN
        && (topic.equals(PARTNERS) || ground.freeAccount())) {
      return Denial.SOFT_OPT_IN_NOT_COVERED;
    } else if (isTooOld(topic, ground, at)) {
      return Denial.CONSENT_EXPIRED;
    } else if (marketing(topic) && pausedUntil.isAfter(at)) {
      return Denial.PAUSED;
    } else if (marketing(topic) && cap.isPresent() && sent >= cap.get().most()) {
      Instant free =
          cap.get().per() == Frequency.Period.WEEK
              ? sentAt.plusSeconds(7 * 86_400)
              : sentAt.atOffset(ZoneOffset.UTC).plusMonths(1).toInstant();
      return free.isAfter(at) ? Denial.FREQUENCY_CAP : ground.basis();
    }
    return ground.basis();
  }
}
