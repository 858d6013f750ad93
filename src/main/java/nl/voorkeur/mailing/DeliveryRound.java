package nl.voorkeur.mailing;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import nl.voorkeur.kernel.Decision;
import nl.voorkeur.kernel.Denial;
import nl.voorkeur.kernel.MailingId;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.permission.Admission;
import nl.voorkeur.permission.SendGate;
import nl.voorkeur.platform.mail.MailConnection;
import nl.voorkeur.platform.mail.Outgoing;
import nl.voorkeur.platform.mail.SendResult;
import nl.voorkeur.platform.mail.SendResult.Outcome;

/**
 * Sends one claimed batch of a mailing over one connection.
 *
 * <p>For each message, in this order: the gate says yes; SENDING is committed; the gate is still
 * open right before MAIL FROM; the message goes out; its end is committed together with the SENDING
 * of the next. So one message a connection can be in doubt, and none starts after an opt-out was
 * answered (promises 2 and 6).
 */
final class DeliveryRound {

  private static final Logger LOG = Logger.getLogger(DeliveryRound.class.getName());
  private static final Duration OUTAGE = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(250);

  private final DeliveryStore store;
  private final SendGate gate;
  private final RetryPlan retries;
  private final MailConnection connection;
  private final MailingMessages messages;
  private final UUID claim;
  private final BooleanSupplier stopping;
  private final Deque<Prepared> waiting = new ArrayDeque<>();
  private final List<Settlement> unwritten = new ArrayList<>();
  private int atOnce = 8;

  private record Prepared(Claimed person, Outgoing message) {}

  DeliveryRound(
      DeliveryStore store,
      SendGate gate,
      RetryPlan retries,
      MailConnection connection,
      MailingMessages messages,
      UUID claim,
      BooleanSupplier stopping) {
    this.store = store;
    this.gate = gate;
    this.retries = retries;
    this.connection = connection;
    this.messages = messages;
    this.claim = claim;
    this.stopping = stopping;
  }

  /** Sends to these people, or gives back whom it can't send to. Answers whether to go on. */
  boolean send(List<Claimed> people) {
    try {
      return sendAll(people);
    } catch (RuntimeException outage) {
      flush(); // how the last messages ended is known to nobody else
      throw outage;
    }
  }

  private boolean sendAll(List<Claimed> people) {
    // written and signed before the gate opens, as that takes most of the time
    people.forEach(this::prepare);
    boolean goOn = true;
    while (goOn && !waiting.isEmpty()) {
      Optional<SendResult> trouble = connection.open();
      if (trouble.isPresent()) {
        noConnection(trouble.get());
        goOn = false;
      } else {
        goOn = !stopping.getAsBoolean() && admitAndSend();
      }
    }
    waiting.forEach(
        rest ->
            unwritten.add(
                Settlement.again(rest.person().recipient(), Optional.empty(), Duration.ZERO)));
    flush();
    return goOn;
  }

  /** A message that can't be written fails alone; the others go on. */
  private void prepare(Claimed person) {
    try {
      waiting.add(new Prepared(person, messages.to(person)));
    } catch (RuntimeException unwritable) {
      LOG.log(Level.WARNING, "a message of mailing {0} could not be written", messages.mailing());
      unwritten.add(
          Settlement.ended(
              person.recipient(), DeliveryState.FAILED, "the message could not be written"));
    }
  }

  private boolean admitAndSend() {
    List<RecipientId> next =
        waiting.stream().limit(atOnce).map(each -> each.person().recipient()).toList();
    Admission admission = gate.admit(messages.topic(), next);
    try {
      int started = 0;
      for (int i = 0; i < next.size() && admission.isOpen(); i++) {
        if (stopping.getAsBoolean()) {
          return false;
        }
        Prepared each = waiting.peek();
        Decision decision = admission.decisions().get(each.person().recipient());
        if (decision instanceof Decision.Denied denied) {
          deny(each, denied.reason());
        } else if (admission.busy().contains(each.person().recipient())) {
          postpone(each);
        } else if (!begin(each, (Decision.Permitted) decision) || !settle(each, admission)) {
          return false;
        }
        started++;
      }
      atOnce = Math.max(1, Math.min(32, started * 2));
      return true;
    } finally {
      gate.release(admission);
    }
  }

  /** For the other message to end; not as long each time, as the other one may wait for this. */
  private void postpone(Prepared each) {
    waiting.remove();
    Duration delay = Duration.ofSeconds(1 + ThreadLocalRandom.current().nextInt(4));
    unwritten.add(Settlement.again(each.person().recipient(), Optional.empty(), delay));
  }

  private void deny(Prepared each, Denial reason) {
    waiting.remove();
    unwritten.add(Settlement.denied(each.person().recipient(), reason));
  }

  /** Commits SENDING, and with it how the messages before ended. */
  private boolean begin(Prepared each, Decision.Permitted proof) {
    RecipientId recipient = each.person().recipient();
    unwritten.add(Settlement.sending(recipient, proof));
    boolean ours = flush().contains(recipient);
    if (!ours && store.isSending(messages.mailing())) {
      // the claim was taken away, as this node was thought dead; the others of it are gone as well
      waiting.clear();
    }
    return ours;
  }

  private boolean settle(Prepared each, Admission admission) {
    SendResult result = connection.send(each.message(), admission::isOpen);
    RecipientId recipient = each.person().recipient();
    if (result.is(Outcome.NOT_STARTED)) {
      // stays first in the queue, and gets a new admission
      unwritten.add(Settlement.notStarted(recipient));
      flush();
      return true;
    }
    waiting.remove();
    unwritten.add(ended(each.person(), result));
    if (result.is(Outcome.SENDER_REFUSED)) {
      flush();
      store.hold(messages.mailing(), result.status());
      return false;
    }
    return true;
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
        return later(person, result);
    }
  }

  private Settlement later(Claimed person, SendResult result) {
    MailingId mailing = messages.mailing();
    if (store.isOlderThan(mailing, retries.lifetime().toSeconds())) {
      return Settlement.ended(person.recipient(), DeliveryState.FAILED, result.status());
    }
    return Settlement.again(
        person.recipient(), Optional.of(result.status()), retries.delay(person.attempts() + 1));
  }

  private void noConnection(SendResult trouble) {
    if (trouble.is(Outcome.SENDER_REFUSED)) {
      store.hold(messages.mailing(), trouble.status());
    }
  }

  /** Writes down what is known; through a short outage of the database it keeps trying. */
  private Set<RecipientId> flush() {
    long giveUp = System.nanoTime() + OUTAGE.toNanos();
    while (true) {
      try {
        Set<RecipientId> written = store.settle(messages.mailing(), claim, unwritten);
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
