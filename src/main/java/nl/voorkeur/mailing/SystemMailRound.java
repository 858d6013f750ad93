package nl.voorkeur.mailing;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.platform.mail.MailConnection;
import nl.voorkeur.platform.mail.Outgoing;
import nl.voorkeur.platform.mail.SendResult;

/** Sends some of the portal's own mail over one connection, with the same states as a mailing. */
final class SystemMailRound {

  private static final int MOST = 20;
  private static final RetryPlan RETRIES =
      new RetryPlan(Duration.ofSeconds(10), Duration.ofMinutes(30));

  /** A person waits for most of this mail; what they wait for is no longer than that. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private static final Duration SOON = Duration.ofSeconds(1);

  private final SystemMailStore store;
  private final Pacing pacing;
  private final LetterheadStore letterheads;
  private final SystemMessages messages;

  SystemMailRound(
      SystemMailStore store, Pacing pacing, LetterheadStore letterheads, SystemMessages messages) {
    this.store = store;
    this.pacing = pacing;
    this.letterheads = letterheads;
    this.messages = messages;
  }

  /** A mail that may leave at that time. */
  private record Turn(SystemMailStore.Waiting mail, long nanoTime) {

    long rest() {
      return nanoTime - System.nanoTime();
    }

    int compareTo(Turn other) {
      return Long.signum(nanoTime - other.nanoTime);
    }
  }

  /**
   * Answers whether there was anything to send and the server took part.
   *
   * @param connections by the controller's slug
   */
  boolean send(Function<String, MailConnection> connections, UUID claim) {
    List<SystemMailStore.Waiting> mails = store.claim(claim, MOST);
    // whoever may leave now isn't held up by who waits for a domain
    Queue<Turn> turns = new PriorityQueue<>(Turn::compareTo);
    boolean reached = true;
    try {
      for (SystemMailStore.Waiting mail : mails) {
        if (!isOver(mail, claim)) {
          turn(mail).ifPresentOrElse(turns::add, () -> putOff(mail, claim, SOON));
        }
      }
      Map<ControllerId, Letterhead> heads = new HashMap<>();
      while (!turns.isEmpty()) {
        Turn turn = turns.peek();
        Letterhead head =
            heads.computeIfAbsent(
                turn.mail().controller(), controller -> letterheads.find(controller).orElseThrow());
        reached = reached && send(connections.apply(head.slug()), claim, turn, head);
        if (!reached) {
          putOff(turn.mail(), claim, RETRIES.delay(turn.mail().attempts() + 1));
        }
        ended(turns.remove());
      }
    } finally {
      turns.forEach(this::ended);
    }
    return reached && !mails.isEmpty();
  }

  private boolean isOver(SystemMailStore.Waiting mail, UUID claim) {
    if (mail.denial().isPresent()) {
      store.settle(
          mail.id(), claim, DeliveryState.DENIED, Optional.empty(), mail.denial(), Duration.ZERO);
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
  private Optional<Turn> turn(SystemMailStore.Waiting mail) {
    return pacing
        .promise(mail.controller(), mail.address().domain(), PATIENCE)
        .map(wait -> new Turn(mail, System.nanoTime() + wait.toNanos()));
  }

  private void ended(Turn turn) {
    pacing.ended(turn.mail().controller(), turn.mail().address().domain());
  }

  private void putOff(SystemMailStore.Waiting mail, UUID claim, Duration delay) {
    store.settle(mail.id(), claim, DeliveryState.READY, Optional.empty(), Optional.empty(), delay);
  }

  private boolean send(MailConnection connection, UUID claim, Turn turn, Letterhead head) {
    Outgoing message = messages.of(turn.mail(), head);
    if (connection.open().isPresent()) {
      return false;
    }
    while (turn.rest() > 0 && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(turn.rest());
    }
    if (turn.rest() > 0) {
      putOff(turn.mail(), claim, SOON);
    } else {
      sendNow(connection, claim, turn.mail(), message);
    }
    return true;
  }

  private void sendNow(
      MailConnection connection, UUID claim, SystemMailStore.Waiting mail, Outgoing message) {
    if (!store.settle(
        mail.id(),
        claim,
        DeliveryState.SENDING,
        Optional.empty(),
        Optional.empty(),
        Duration.ZERO)) {
      return;
    }
    SendResult result = connection.send(message, () -> true);
    switch (result.outcome()) {
      case SENT -> end(mail, claim, DeliveryState.SENT, result.status());
      case REJECTED -> end(mail, claim, DeliveryState.FAILED, result.status());
      case IN_DOUBT -> end(mail, claim, DeliveryState.IN_DOUBT, result.status());
      default ->
          store.settle(
              mail.id(),
              claim,
              DeliveryState.READY,
              Optional.of(result.status()),
              Optional.empty(),
              RETRIES.delay(mail.attempts() + 1));
    }
  }

  private void end(SystemMailStore.Waiting mail, UUID claim, DeliveryState state, String status) {
    store.settle(mail.id(), claim, state, Optional.of(status), Optional.empty(), Duration.ZERO);
  }
}
