package nl.voorkeur.mailing;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
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
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

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

  /**
   * Answers whether there was anything to send and the server took part.
   *
   * @param connections by the controller's slug
   */
  boolean send(Function<String, MailConnection> connections, UUID claim) {
    List<SystemMailStore.Waiting> mails = store.claim(claim, MOST);
    Map<ControllerId, Letterhead> heads = new ConcurrentHashMap<>();
    boolean reached = true;
    for (SystemMailStore.Waiting mail : mails) {
      Letterhead head =
          heads.computeIfAbsent(
              mail.controller(), controller -> letterheads.find(controller).orElseThrow());
      reached = reached && send(connections.apply(head.slug()), claim, mail, head);
      if (!reached) {
        store.settle(
            mail.id(),
            claim,
            DeliveryState.READY,
            Optional.empty(),
            Optional.empty(),
            RETRIES.delay(mail.attempts() + 1));
      }
    }
    return reached && !mails.isEmpty();
  }

  private boolean send(
      MailConnection connection, UUID claim, SystemMailStore.Waiting mail, Letterhead head) {
    if (mail.denial().isPresent()) {
      store.settle(
          mail.id(), claim, DeliveryState.DENIED, Optional.empty(), mail.denial(), Duration.ZERO);
      return true;
    }
    if (mail.late()) {
      end(mail, claim, DeliveryState.FAILED, "it waited for too long");
      return true;
    }
    var message = messages.of(mail, head);
    if (connection.open().isPresent()) {
      return false;
    }
    Optional<Duration> later = takeTurn(mail);
    if (later.isPresent()) {
      store.settle(
          mail.id(), claim, DeliveryState.READY, Optional.empty(), Optional.empty(), later.get());
      return true;
    }
    try {
      sendNow(connection, claim, mail, message);
      return true;
    } finally {
      pacing.ended(mail.controller(), mail.address().domain());
    }
  }

  /**
   * Waits until this mail may leave by the pace that is set for the controller and for its domain,
   * as providers count all that comes from a sender; or says how much later it may be tried. What a
   * warm-up plan leaves of a day is not asked: that is for what a controller chooses to send.
   */
  private Optional<Duration> takeTurn(SystemMailStore.Waiting mail) {
    String domain = mail.address().domain();
    long patience = PATIENCE_NANOS;
    while (true) {
      Pacing.Wait wait = pacing.take(mail.controller(), domain);
      if (wait.isOver()) {
        return Optional.empty();
      }
      if (wait.forDomain()) {
        // whoever else waits in this batch is not held up by it
        return Optional.of(atLeastASecond(pacing.slot(mail.controller(), domain)));
      }
      if (patience <= 0) {
        return Optional.of(Duration.ofSeconds(1));
      }
      long rest = Math.min(wait.nanos(), PAUSE_NANOS);
      LockSupport.parkNanos(rest);
      patience -= rest;
    }
  }

  private static Duration atLeastASecond(Duration slot) {
    return slot.toSeconds() < 1 ? Duration.ofSeconds(1) : slot;
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
