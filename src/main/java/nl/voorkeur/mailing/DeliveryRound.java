package nl.voorkeur.mailing;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
import nl.voorkeur.platform.mail.MailConnection;
import nl.voorkeur.platform.mail.Outgoing;
import nl.voorkeur.platform.mail.SendResult;
import nl.voorkeur.platform.mail.SendResult.Outcome;

/**
 * Sends one claimed batch of a mailing over one connection.
 *
 * <p>For each message, in this order: the gate says yes; its turn has come by the limits; SENDING
 * is committed; the gate is still open right before MAIL FROM; the message goes out; its end is
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
  private int atOnce = 8;
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
    // written and signed before the gate opens, as that takes most of the time
    withRoom(people).forEach(this::prepare);
    End end = End.DONE;
    while (end == End.DONE && !waiting.isEmpty() && patience > 0) {
      Optional<SendResult> trouble = connection.open();
      if (trouble.isPresent()) {
        if (trouble.get().is(Outcome.SENDER_REFUSED)) {
          hold(trouble.get().status());
        }
        end = End.RESTS;
      } else {
        end = stopping.getAsBoolean() ? End.RESTS : admitAndSend();
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

  /** A message that can't be written fails alone; the others go on. */
  private void prepare(Claimed person) {
    try {
      waiting.add(new Prepared(person, messages.to(person)));
    } catch (RuntimeException unwritable) {
      LOG.log(Level.WARNING, "a message of mailing {0} could not be written", mailing.id());
      unwritten.add(
          Settlement.ended(
              person.recipient(), DeliveryState.FAILED, "the message could not be written"));
    }
  }

  private End admitAndSend() {
    List<RecipientId> next = waiting.stream().limit(atOnce).map(Prepared::recipient).toList();
    Admission admission = parts.gate().admit(messages.topic(), next);
    Deque<Prepared> crowded = new ArrayDeque<>();
    Wait wait = Wait.NONE;
    int started = 0;
    try {
      for (int i = 0;
          i < next.size() && admission.isOpen() && wait.isOver() && connection.isOpen();
          i++) {
        if (stopping.getAsBoolean()) {
          return End.RESTS;
        }
        Prepared each = waiting.peek();
        Decision decision = admission.decisions().get(each.recipient());
        if (decision instanceof Decision.Denied denied) {
          waiting.remove();
          unwritten.add(Settlement.denied(each.recipient(), denied.reason()));
        } else if (admission.busy().contains(each.recipient())) {
          postpone(each);
        } else {
          wait = parts.pacing().take(mailing.controller(), each.domain());
          if (wait.isOver()) {
            End end = start(each, (Decision.Permitted) decision, admission);
            if (end != End.DONE) {
              return end;
            }
          } else if (wait.forDomain()) {
            crowded.add(waiting.remove());
            wait = Wait.NONE;
            continue;
          }
        }
        started++;
      }
    } finally {
      parts.gate().release(admission);
      waiting.addAll(crowded);
    }
    atOnce = Math.max(1, Math.min(32, started * 2));
    await(wait, started == 0 && !crowded.isEmpty());
    return End.DONE;
  }

  /** A limit is waited for outside the admission, which is short. */
  private void await(Wait wait, boolean allCrowded) {
    long nanos = allCrowded ? TimeUnit.MILLISECONDS.toNanos(20) : wait.nanos();
    if (nanos > 0) {
      long rest = Math.min(nanos, PAUSE.toNanos());
      LockSupport.parkNanos(rest);
      patience -= rest;
    }
  }

  private End start(Prepared each, Decision.Permitted proof, Admission admission) {
    try {
      End begun = begin(each, proof);
      return begun == End.DONE ? settle(each, admission) : begun;
    } finally {
      parts.pacing().ended(mailing.controller(), each.domain());
    }
  }

  /** For the other message to end; not as long each time, as the other one may wait for this. */
  private void postpone(Prepared each) {
    waiting.remove();
    Duration delay = Duration.ofMillis(1000 + ThreadLocalRandom.current().nextInt(4000));
    unwritten.add(Settlement.again(each.recipient(), Optional.empty(), delay));
  }

  /** Commits SENDING, and with it how the messages before ended. */
  private End begin(Prepared each, Decision.Permitted proof) {
    unwritten.add(Settlement.sending(each.recipient(), proof));
    if (flush().contains(each.recipient())) {
      return End.DONE;
    }
    if (parts.deliveries().isSending(mailing.id())) {
      // the claim was taken away, as this node was thought dead; the others of it are gone as well
      waiting.clear();
      return End.OVER;
    }
    return End.RESTS;
  }

  private End settle(Prepared each, Admission admission) {
    SendResult result = connection.send(each.message(), admission::isOpen);
    if (result.is(Outcome.NOT_STARTED)) {
      // stays first in the queue, and gets a new admission
      unwritten.add(Settlement.notStarted(each.recipient()));
      flush();
      return End.DONE;
    }
    offered++;
    waiting.remove();
    unwritten.add(ended(each.person(), result));
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

  private Settlement ended(Claimed person, SendResult result) {
    RecipientId recipient = person.recipient();
    switch (result.outcome()) {
      case SENT:
        return Settlement.ended(recipient, DeliveryState.SENT, result.status());
      case REJECTED:
        return Settlement.ended(recipient, DeliveryState.FAILED, result.status());
      case IN_DOUBT:
        return Settlement.ended(recipient, DeliveryState.IN_DOUBT, result.status());
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
  private Set<RecipientId> flush() {
    long giveUp = System.nanoTime() + OUTAGE.toNanos();
    while (true) {
      try {
        Set<RecipientId> written = parts.deliveries().settle(mailing.id(), claim, unwritten);
        unwritten.clear();
        return written;
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
