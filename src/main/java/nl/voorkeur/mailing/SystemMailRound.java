package nl.voorkeur.mailing;

import static java.util.Comparator.comparing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.Denial;
import nl.voorkeur.permission.OwnMailAdmission;
import nl.voorkeur.permission.SendGate;
import nl.voorkeur.platform.mail.MailConnection;
import nl.voorkeur.platform.mail.Outgoing;
import nl.voorkeur.platform.mail.SendResult;

/** Sends some of the portal's own mail over one connection, with the same states as a mailing. */
final class SystemMailRound {

  private static final Logger LOG = Logger.getLogger(SystemMailRound.class.getName());
  private static final int MOST = 20;
  private static final RetryPlan RETRIES =
      new RetryPlan(Duration.ofSeconds(10), Duration.ofMinutes(30));

  /** A person waits for most of this mail; what they wait for is no longer than that. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private static final Duration SOON = Duration.ofSeconds(1);

  /** As late as a pace makes up for. */
  private static final long LATEST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final SystemMailStore store;
  private final SendGate gate;
  private final Pacing pacing;
  private final LetterheadStore letterheads;
  private final SystemMessages messages;

  SystemMailRound(
      SystemMailStore store,
      SendGate gate,
      Pacing pacing,
      LetterheadStore letterheads,
      SystemMessages messages) {
    this.store = store;
    this.gate = gate;
    this.pacing = pacing;
    this.letterheads = letterheads;
    this.messages = messages;
  }

  /** A message that may leave at that time. */
  private record Turn(
      SystemMailStore.Waiting mail,
      MailConnection connection,
      Outgoing message,
      boolean waits,
      long nanoTime) {

    static final Comparator<Turn> ORDER = comparing(Turn::waits).thenComparingLong(Turn::nanoTime);

    long rest() {
      return nanoTime - System.nanoTime();
    }

    boolean isMissed() {
      return waits && -rest() > LATEST_NANOS;
    }
  }

  /**
   * Answers whether there was anything to send and the server took part.
   *
   * @param connections by the controller's slug
   */
  boolean send(Function<String, MailConnection> connections, UUID claim) {
    List<SystemMailStore.Waiting> mails = store.claim(claim, MOST);
    Map<ControllerId, Letterhead> heads = new HashMap<>();
    List<Turn> turns = new ArrayList<>();
    boolean reached = true;
    try {
      for (SystemMailStore.Waiting mail : mails) {
        if (!isOver(mail, claim)) {
          Letterhead head =
              heads.computeIfAbsent(
                  mail.controller(), controller -> letterheads.find(controller).orElseThrow());
          MailConnection connection = connections.apply(head.slug());
          Outgoing message = messages.of(mail, head);
          reached = reached && connection.open().isEmpty();
          if (reached) {
            turn(mail, connection, message).ifPresentOrElse(turns::add, () -> later(mail, claim));
            // whoever may leave now isn't held up by who waits for a pace
            leave(turns, claim, 0);
          } else {
            putOff(mail, claim, RETRIES.delay(mail.attempts() + 1));
          }
        }
      }
      leave(turns, claim, Long.MAX_VALUE);
    } finally {
      turns.forEach(this::ended);
    }
    return reached && !mails.isEmpty();
  }

  private boolean isOver(SystemMailStore.Waiting mail, UUID claim) {
    if (mail.denial().isPresent()) {
      deny(mail, claim, mail.denial());
    } else if (mail.late()) {
      end(mail, claim, DeliveryState.FAILED, "it waited for too long");
    }
    return mail.denial().isPresent() || mail.late();
  }

  /**
   * The next turn by the paces that are set for the controller and for its domain, as providers
   * count all that comes from a sender. What a warm-up plan leaves of a day is not asked: that is
   * for what a controller chooses to send.
   */
  private Optional<Turn> turn(
      SystemMailStore.Waiting mail, MailConnection connection, Outgoing message) {
    return pacing
        .promise(mail.controller(), mail.address().domain(), PATIENCE)
        .map(
            wait ->
                new Turn(
                    mail, connection, message, !wait.isZero(), System.nanoTime() + wait.toNanos()));
  }

  /**
   * Sends those whose turn comes within so long, and first who never had to wait. A turn that was
   * waited for and missed is another's by now.
   */
  private void leave(List<Turn> turns, UUID claim, long within) {
    for (Turn turn : turns.stream().sorted(Turn.ORDER).toList()) {
      if (turn.rest() <= within) {
        if (await(turn) && !turn.isMissed()) {
          sendNow(turn.connection(), claim, turn.mail(), turn.message());
        } else {
          later(turn.mail(), claim);
        }
        turns.remove(turn);
        ended(turn);
      }
    }
  }

  private static boolean await(Turn turn) {
    while (turn.rest() > 0 && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(turn.rest());
    }
    return turn.rest() <= 0;
  }

  private void ended(Turn turn) {
    pacing.ended(turn.mail().controller(), turn.mail().address().domain());
  }

  private void later(SystemMailStore.Waiting mail, UUID claim) {
    putOff(mail, claim, SOON);
  }

  private void putOff(SystemMailStore.Waiting mail, UUID claim, Duration delay) {
    settle(mail, claim, DeliveryState.READY, Optional.empty(), delay);
  }

  /** SENDING is committed, the gate says yes, and is still open right before MAIL FROM. */
  private void sendNow(
      MailConnection connection, UUID claim, SystemMailStore.Waiting mail, Outgoing message) {
    long declared = System.nanoTime();
    if (!settle(mail, claim, DeliveryState.SENDING, Optional.empty(), Duration.ZERO)) {
      // for want of a lease, or as it is another's by now, who then keeps it
      later(mail, claim);
      return;
    }
    Optional<OwnMailAdmission> admission = admit(mail, declared);
    if (admission.isEmpty()) {
      later(mail, claim);
    } else if (admission.get().denial().isPresent()) {
      deny(mail, claim, admission.get().denial());
    } else {
      ended(mail, claim, connection.send(message, admission.get()::isOpen));
    }
  }

  private Optional<OwnMailAdmission> admit(SystemMailStore.Waiting mail, long declared) {
    try {
      return Optional.of(gate.admitOwnMail(mail.recipient(), declared));
    } catch (RuntimeException outage) {
      LOG.log(Level.FINE, "the gate could not be asked; nothing starts", outage);
      return Optional.empty();
    }
  }

  private void ended(SystemMailStore.Waiting mail, UUID claim, SendResult result) {
    switch (result.outcome()) {
      case SENT -> end(mail, claim, DeliveryState.SENT, result.status());
      case REJECTED -> end(mail, claim, DeliveryState.FAILED, result.status());
      case IN_DOUBT -> end(mail, claim, DeliveryState.IN_DOUBT, result.status());
      case NOT_STARTED -> later(mail, claim);
      default ->
          settle(
              mail,
              claim,
              DeliveryState.READY,
              Optional.of(result.status()),
              RETRIES.delay(mail.attempts() + 1));
    }
  }

  private void deny(SystemMailStore.Waiting mail, UUID claim, Optional<Denial> denial) {
    store.settle(mail.id(), claim, DeliveryState.DENIED, Optional.empty(), denial, Duration.ZERO);
  }

  private void end(SystemMailStore.Waiting mail, UUID claim, DeliveryState state, String status) {
    settle(mail, claim, state, Optional.of(status), Duration.ZERO);
  }

  private boolean settle(
      SystemMailStore.Waiting mail,
      UUID claim,
      DeliveryState state,
      Optional<String> status,
      Duration delay) {
    return store.settle(mail.id(), claim, state, status, Optional.empty(), delay);
  }
}
