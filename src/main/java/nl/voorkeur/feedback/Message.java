package nl.voorkeur.feedback;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import nl.voorkeur.kernel.MailingId;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.mailing.DeliveryReports.Delivered;
import nl.voorkeur.mailing.DeliveryReports.Notified;

/**
 * A message of ours that a report is about: one of a mailing, or one of the portal's own.
 *
 * @param person the one that the recipient has become, who moved or joined two mailboxes
 * @param toTheirs whether it went to the mailbox that is the recipient's
 */
record Message(
    Optional<MailingId> mailing,
    Optional<Long> systemMail,
    RecipientId recipient,
    RecipientId person,
    boolean toTheirs,
    Instant sentAt) {

  static Message of(Delivered one) {
    return new Message(
        Optional.of(one.mailing()),
        Optional.empty(),
        one.recipient(),
        one.person(),
        true,
        one.sentAt());
  }

  static Message of(Notified one) {
    return new Message(
        Optional.empty(),
        Optional.of(one.mail()),
        one.recipient(),
        one.person(),
        one.toTheirs(),
        one.sentAt());
  }

  /** What the ledger keeps of it. */
  Map<String, String> facts() {
    return mailing.map(id -> Map.of("mailing", id.toString())).orElse(Map.of());
  }
}
