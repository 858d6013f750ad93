package nl.voorkeur.mailing;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import nl.voorkeur.kernel.Decision;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.mailing.Pacing.Wait;
import nl.voorkeur.permission.Admission;
import nl.voorkeur.permission.Admission.Intent;
import nl.voorkeur.platform.mail.MailConnection;
import nl.voorkeur.platform.mail.Outgoing;
import nl.voorkeur.platform.mail.SendResult;
import nl.voorkeur.platform.mail.SendResult.Outcome;

/**
 * Sends one claimed batch of a mailing over one connection.
 *
 * <p>For each message, in this order: its turn has come by the limits; SENDING is committed; the
 * gate says yes, and is still open right before MAIL FROM; the message goes out; its end is
 * committed together with the SENDING of the next. So one message a connection can be in doubt, and
 * none starts after an opt-out was answered (promises 2 and 6).
 */
final class DeliveryRound {

  /** What the worker does after it. */
  enum End {
    DONE,
    /** This mailing can't go on for now; others may. */
    RESTS,
    /** The worker was thought dead: what it held is another's. */
    OVER
  }

  private static final Logger LOG = Logger.getLogger(DeliveryRound.class.getName());
  private static final Duration OUTAGE = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(250);

  private static final Duration CROWDED = Duration.ofMillis(20);

  /** Longer than this no worker sits on a batch for the sake of a limit. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final DispatchParts parts;
  private final Underway mailing;
  private final MailConnection connection;
  private final MailingMessages messages;
  private final UUID claim;
  private final BooleanSupplier stopping;
  private final Deque<Prepared> waiting = new ArrayDeque<>();
  private final List<Settlement> unwritten = new ArrayList<>();
  private int crowded;
  private int offered;
  private long patience = PATIENCE_NANOS;

  private record Prepared(Claimed person, Outgoing message) {
    RecipientId recipient() {
      return person.recipient();
    }

    String domain() {
      return person.address().domain();
    }
  }

  DeliveryRound(
      DispatchParts parts,
      Underway mailing,
      MailConnection connection,
      MailingMessages messages,
      UUID claim,
      BooleanSupplier stopping) {
    this.parts = parts;
    this.mailing = mailing;
    this.connection = connection;
    this.messages = messages;
    this.claim = claim;
    this.stopping = stopping;
  }

  /** How many messages were offered to the server. */
  int offered() {
    return offered;
  }

  /** Sends to these people, or gives back whom it can't send to. */
  End send(List<Claimed> people) {
    try {
      return sendAll(people);
    } catch (RuntimeException outage) {
      flush(); // how the last messages ended is known to nobody else
      throw outage;
    }
  }

  private End sendAll(List<Claimed> people) {
    prepare(withRoom(people));
    End end = End.DONE;
    while (end == End.DONE && !waiting.isEmpty() && patience > 0) {
      Optional<SendResult> trouble = connection.open();
      if (trouble.isPresent()) {
        if (trouble.get().is(Outcome.SENDER_REFUSED)) {
          hold(trouble.get().status());
        }
        end = End.RESTS;
      } else {
        end = stopping.getAsBoolean() ? End.RESTS : next();
      }
    }
    for (Prepared rest : waiting) {
      if (patience > 0) {
        unwritten.add(Settlement.again(rest.recipient(), Optional.empty(), Duration.ZERO));
      } else {
        putInSlot(rest.recipient(), rest.domain());
      }
    }
    flush();
    return end;
  }

  /**
   * Puts off those whose domain takes no more within a second, before any work is done for them.
   */
  private List<Claimed> withRoom(List<Claimed> people) {
    Map<String, Integer> room = new HashMap<>();
    List<Claimed> now = new ArrayList<>(people.size());
    for (Claimed person : people) {
      String domain = person.address().domain();
      int left =
          room.computeIfAbsent(domain, name -> parts.pacing().room(mailing.controller(), name));
      if (left > 0) {
        now.add(person);
        room.put(domain, left - 1);
      } else {
        putInSlot(person.recipient(), domain);
      }
    }
    return now;
  }

  private void putInSlot(RecipientId recipient, String domain) {
    unwritten.add(
        Settlement.again(
            recipient, Optional.empty(), parts.pacing().slot(mailing.controller(), domain)));
  }

  /** Written and signed before the gate opens, as that takes most of the time. */
  private void prepare(List<Claimed> people) {
    parts.desks().acquireUninterruptibly();
    try {
      people.forEach(this::prepare);
    } finally {
      parts.desks().release();
    }
  }

  /** A message that can't be written fails alone; the others go on. */
  private void prepare(Claimed person) {
    try {
      waiting.add(new Prepared(person, messages.to(person)));
    } catch (RuntimeException unwritable) {
      LOG.log(Level.WARNING, "a message of mailing {0} could not be written", mailing.id());
      unwritten.add(Settlement.failed(person.recipient(), "the message could not be written"));
    }
  }

  /** Sends the first that waits, or waits itself for the sake of a limit. */
  private End next() {
    Prepared each = waiting.element();
    Wait wait = parts.pacing().take(mailing.controller(), each.domain());
    if (wait.isOver()) {
      crowded = 0;
      try {
        return start(each);
      } finally {
        parts.pacing().ended(mailing.controller(), each.domain());
      }
    }
    if (!wait.forDomain()) {
      await(wait.nanos());
    } else {
      waiting.add(waiting.remove());
      if (++crowded >= waiting.size()) {
        crowded = 0;
        await(CROWDED.toNanos());
      }
    }
    return End.DONE;
  }

  /** Whoever asks meanwhile, or comes after a crash, finds how the last message ended. */
  private void await(long nanos) {
    flush();
    long rest = Math.min(nanos, PAUSE.toNanos());
    LockSupport.parkNanos(rest);
    patience -= rest;
  }

  /** For the other message to end; not as long each time, as the other one may wait for this. */
  private void postpone(Prepared each) {
    waiting.remove();
    Duration delay = Duration.ofMillis(1000 + ThreadLocalRandom.current().nextInt(4000));
    settleAtOnce(Settlement.again(each.recipient(), Optional.empty(), delay));
  }

  /** What won't start is SENDING no more, so that no opt-out waits for it. */
  private void settleAtOnce(Settlement change) {
    unwritten.add(change);
    flush();
  }

  /** Commits SENDING, and with it how the message before ended; then does as the gate says. */
  private End start(Prepared each) {
    unwritten.add(Settlement.sending(each.recipient()));
    Turns.Answer answer = flush();
    if (!answer.written().contains(each.recipient())) {
      if (parts.deliveries().isSending(mailing.id())) {
        // the claim was taken away, as this node was thought dead; the others of it are gone too
        waiting.clear();
        return End.OVER;
      }
      return End.RESTS;
    }
    Intent intent = new Intent(mailing.id(), each.recipient());
    if (answer.admission().isEmpty()) {
      notStarted(each);
      return End.DONE;
    }
    Admission admission = answer.admission().get();
    if (admission.decisions().get(intent) instanceof Decision.Permitted proof) {
      if (!admission.busy().contains(intent)) {
        return send(each, proof, admission);
      }
      postpone(each);
    } else if (admission.decisions().get(intent) instanceof Decision.Denied denied) {
      waiting.remove();
      settleAtOnce(Settlement.denied(each.recipient(), denied.reason()));
    }
    return End.DONE;
  }

  /** It stays first in the queue, and gets a new admission. */
  private void notStarted(Prepared each) {
    settleAtOnce(Settlement.notStarted(each.recipient()));
  }

  private End send(Prepared each, Decision.Permitted proof, Admission admission) {
    SendResult result = connection.send(each.message(), admission::isOpen);
    if (result.is(Outcome.NOT_STARTED)) {
      notStarted(each);
      return End.DONE;
    }
    offered++;
    waiting.remove();
    unwritten.add(ended(each.person(), result, proof));
    if (result.is(Outcome.SENT)) {
      parts.misgivings().over(mailing.id());
    } else if (result.is(Outcome.SENDER_REFUSED)
        || result.is(Outcome.SENDER_DEFERRED) && parts.misgivings().isSeriesNow(mailing.id())) {
      flush();
      hold(result.status());
      return End.RESTS;
    }
    return End.DONE;
  }

  private Settlement ended(Claimed person, SendResult result, Decision.Permitted proof) {
    RecipientId recipient = person.recipient();
    switch (result.outcome()) {
      case SENT:
        return Settlement.ended(recipient, DeliveryState.SENT, result.status(), proof);
      case REJECTED:
        return Settlement.ended(recipient, DeliveryState.FAILED, result.status(), proof);
      case IN_DOUBT:
        return Settlement.ended(recipient, DeliveryState.IN_DOUBT, result.status(), proof);
      case SENDER_REFUSED:
        return Settlement.again(recipient, Optional.of(result.status()), Duration.ZERO);
      default:
        Duration delay = parts.retries().delay(person.attempts() + 1);
        return Settlement.putOff(recipient, result.status(), delay);
    }
  }

  private void hold(String status) {
    parts.misgivings().over(mailing.id());
    if (parts.deliveries().hold(mailing.id(), status)) {
      parts
          .alarm()
          .held(mailing.id(), Optional.of(mailing.controller()), Alarm.Cause.REFUSED, status);
    }
  }

  /** Writes down what is known; through a short outage of the database it keeps trying. */
  private Turns.Answer flush() {
    long giveUp = System.nanoTime() + OUTAGE.toNanos();
    while (true) {
      try {
        Turns.Answer answer =
            parts
                .turns()
                .take(
                    new Turns.Turn(mailing.id(), claim, messages.topic(), List.copyOf(unwritten)));
        unwritten.clear();
        return answer;
      } catch (RuntimeException outage) {
        if (stopping.getAsBoolean() || System.nanoTime() - giveUp > 0) {
          unwritten.clear();
          throw outage;
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }
}
