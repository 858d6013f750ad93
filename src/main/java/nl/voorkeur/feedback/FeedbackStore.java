package nl.voorkeur.feedback;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.MailingId;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.platform.persistence.Sql;
import org.apache.commons.codec.digest.DigestUtils;

/** Reports in the database, and what of a person's history bears on them. */
final class FeedbackStore {

  private final Sql sql;

  FeedbackStore(Sql sql) {
    this.sql = sql;
  }

  boolean isKnown(ControllerId controller, String event) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT EXISTS (SELECT FROM feedback_event WHERE controller_id = :controller AND event = :event)")
                .bind("controller", controller.value())
                .bind("event", DigestUtils.sha256(event))
                .mapTo(Boolean.class)
                .one());
  }

  void keep(ControllerId controller, Feedback feedback, Message message, Instant at, String actor) {
    sql.with(
        handle ->
            handle
                .createUpdate(
                    "INSERT INTO feedback_event (controller_id, event, kind, mailing_id, system_mail_id, recipient_id, status, happened_at, actor)"
                        + " VALUES (:controller, :event, :kind::feedback_kind, :mailing, :systemMail, :recipient, :status, :at, :actor)"
                        + " ON CONFLICT DO NOTHING")
                .bind("controller", controller.value())
                .bind("event", DigestUtils.sha256(feedback.event()))
                .bind("kind", feedback.kind().name())
                .bind("mailing", message.mailing().map(MailingId::value).orElse(null))
                .bind("systemMail", message.systemMail().orElse(null))
                .bind("recipient", message.recipient().value())
                .bind("status", feedback.status().orElse(null))
                .bind("at", Sql.time(at))
                .bind("actor", actor)
                .execute());
  }

  /** Whether staff said since then that the mailbox is fine, or the person moved to another. */
  boolean isMailboxRenewed(RecipientId recipient, Instant sent, Instant happened) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT EXISTS (SELECT FROM ledger WHERE recipient_id = :recipient"
                        + " AND ((kind = 'BOUNCE_LIFTED' AND at > :happened) OR (kind = 'ADDRESS_CHANGE' AND at > :sent)))")
                .bind("recipient", recipient.value())
                .bind("sent", Sql.time(sent))
                .bind("happened", Sql.time(happened))
                .mapTo(Boolean.class)
                .one());
  }

  /** In how many other mailings the mailbox took nothing, from that time on. */
  int softBounces(MailingId mailing, RecipientId recipient, Instant since) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT count(DISTINCT mailing_id) FROM feedback_event"
                        + " WHERE recipient_id = :recipient AND mailing_id <> :mailing AND kind = 'SOFT_BOUNCE' AND happened_at > :since")
                .bind("recipient", recipient.value())
                .bind("mailing", mailing.value())
                .bind("since", Sql.time(since))
                .mapTo(Integer.class)
                .one());
  }

  /**
   * Which topics a complaint of that time is about, when the person confirmed a topic anew since;
   * nothing when they did not, so that it is about all.
   */
  Optional<List<TopicId>> topicsOlderThan(RecipientId person, Instant happened) {
    return sql.with(
        handle ->
            handle
                    .createQuery(
                        "SELECT EXISTS (SELECT FROM ledger WHERE recipient_id = :person AND at > :happened"
                            + " AND kind IN ('CONSENT_GIVEN', 'CONSENT_RENEWED') AND route IN ('CONFIRMATION', 'FRESH_LINK') AND actor = 'recipient')")
                    .bind("person", person.value())
                    .bind("happened", Sql.time(happened))
                    .mapTo(Boolean.class)
                    .one()
                ? Optional.of(
                    handle
                        .createQuery(
                            "SELECT p.topic_id FROM permission p JOIN topic t ON t.id = p.topic_id WHERE p.recipient_id = :person"
                                + " AND is_marketing(t.kind) AND coalesce(p.given_at, '-infinity') <= :happened ORDER BY p.topic_id")
                        .bind("person", person.value())
                        .bind("happened", Sql.time(happened))
                        .map((row, context) -> new TopicId(row.getLong("topic_id")))
                        .list())
                : Optional.<List<TopicId>>empty());
  }
}
