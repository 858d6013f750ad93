package nl.voorkeur.mailing;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.platform.mail.MailConnection;
import nl.voorkeur.platform.mail.SendResult;

/** Sends some of the portal's own mail over one connection, with the same states as a mailing. */
final class SystemMailRound {

  private static final int MOST = 20;
  private static final RetryPlan RETRIES =
      new RetryPlan(Duration.ofSeconds(10), Duration.ofMinutes(30));

  private final SystemMailStore store;
  private final LetterheadStore letterheads;
  private final SystemMessages messages;

  SystemMailRound(SystemMailStore store, LetterheadStore letterheads, SystemMessages messages) {
    this.store = store;
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
    if (!store.settle(
        mail.id(),
        claim,
        DeliveryState.SENDING,
        Optional.empty(),
        Optional.empty(),
        Duration.ZERO)) {
      return true;
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
    return true;
  }

  private void end(SystemMailStore.Waiting mail, UUID claim, DeliveryState state, String status) {
    store.settle(mail.id(), claim, state, Optional.of(status), Optional.empty(), Duration.ZERO);
  }
}
