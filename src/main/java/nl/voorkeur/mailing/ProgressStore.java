package nl.voorkeur.mailing;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.Denial;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.kernel.MailingId;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.platform.persistence.Sql;

/** What staff see of deliveries, and how they settle the doubtful ones. */
final class ProgressStore {

  private final Sql sql;

  ProgressStore(Sql sql) {
    this.sql = sql;
  }

  /** Of a mailing of that controller; empty for another's. */
  Progress progress(ControllerId controller, MailingId mailing) {
    Map<DeliveryState, Long> states = new EnumMap<>(DeliveryState.class);
    Map<Denial, Long> denied = new EnumMap<>(Denial.class);
    long[] retrying = {0};
    long[] lastMinute = {0};
    sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT state, denial, count(*) AS people, count(*) FILTER (WHERE state = 'READY' AND attempts > 0) AS retrying,"
                        + " count(*) FILTER (WHERE state IN ('SENT', 'FAILED', 'IN_DOUBT') AND settled_at > clock_timestamp() - interval '1 minute') AS last_minute"
                        + " FROM delivery WHERE mailing_id = (SELECT id FROM mailing WHERE id = :id AND controller_id = :controller)"
                        + " GROUP BY state, denial")
                .bind("id", mailing.value())
                .bind("controller", controller.value())
                .map(
                    (row, context) -> {
                      long people = row.getLong("people");
                      retrying[0] += row.getLong("retrying");
                      lastMinute[0] += row.getLong("last_minute");
                      Optional.ofNullable(row.getString("denial"))
                          .ifPresent(reason -> denied.put(Denial.valueOf(reason), people));
                      return states.merge(
                          DeliveryState.valueOf(row.getString("state")), people, Long::sum);
                    })
                .list());
    return new Progress(states, denied, retrying[0], lastMinute[0]);
  }

  /** Those in doubt after a recipient, in the order of recipients. */
  List<InDoubt> inDoubt(ControllerId controller, MailingId mailing, long after, int limit) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT d.recipient_id, r.address, d.status, d.settled_at FROM delivery d JOIN recipient r ON r.id = d.recipient_id"
                        + " WHERE d.mailing_id = (SELECT id FROM mailing WHERE id = :id AND controller_id = :controller)"
                        + " AND d.stage = 'D' AND d.recipient_id > :after ORDER BY d.recipient_id LIMIT :limit")
                .bind("id", mailing.value())
                .bind("controller", controller.value())
                .bind("after", after)
                .bind("limit", limit)
                .map(
                    (row, context) ->
                        new InDoubt(
                            new RecipientId(row.getLong("recipient_id")),
                            EmailAddress.of(row.getString("address")),
                            row.getString("status"),
                            row.getObject("settled_at", OffsetDateTime.class).toInstant()))
                .list());
  }

  /**
   * Ends the doubt about one recipient, or about all of a mailing.
   *
   * @return how many there were
   */
  int settle(
      ControllerId controller, MailingId mailing, Optional<RecipientId> recipient, boolean again) {
    return sql.with(
        handle ->
            handle
                .createUpdate(sql.text(ProgressStore.class, "settle_doubts"))
                .bind("controller", controller.value())
                .bind("mailing", mailing.value())
                .bind("recipient", recipient.map(RecipientId::value).orElse(null))
                .bind("again", again)
                .execute());
  }

  /**
   * Goes from one state to another; false when it isn't in the first. Whoever goes on with a
   * mailing that had paused by itself accepts its bounces and complaints.
   */
  boolean move(ControllerId controller, MailingId id, MailingState from, MailingState to) {
    return sql.with(
            handle ->
                handle
                    .createUpdate(
                        "UPDATE mailing SET state = :to::mailing_state,"
                            + " held_by = CASE WHEN :to = 'PAUSED' THEN 'staff' END,"
                            + " rates_waived = rates_waived OR coalesce(held_by ~ '^(bounces|complaints):', false),"
                            + " finished_at = CASE WHEN :to = 'CANCELLED' THEN clock_timestamp() END"
                            + " WHERE id = :id AND controller_id = :controller AND state = :from::mailing_state")
                    .bind("id", id.value())
                    .bind("controller", controller.value())
                    .bind("from", from.name())
                    .bind("to", to.name())
                    .execute())
        == 1;
  }

  /** The hours that a message is tried which the server puts off. */
  int lifetimeHours(ControllerId controller, MailingId id) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT coalesce(m.lifetime_hours, r.lifetime_hours, 24) FROM mailing m"
                        + " LEFT JOIN sending_rule r ON r.controller_id = m.controller_id WHERE m.id = :id AND m.controller_id = :controller")
                .bind("id", id.value())
                .bind("controller", controller.value())
                .mapTo(Integer.class)
                .findOne()
                .orElse(SendingRules.USUAL.lifetimeHours()));
  }

  /** Another lifetime for this mailing alone; false when there is none that could still use it. */
  boolean live(ControllerId controller, MailingId id, int hours) {
    return sql.with(
            handle ->
                handle
                    .createUpdate(
                        "UPDATE mailing SET lifetime_hours = :hours WHERE id = :id AND controller_id = :controller"
                            + " AND state NOT IN ('DONE', 'CANCELLED')")
                    .bind("id", id.value())
                    .bind("controller", controller.value())
                    .bind("hours", hours)
                    .execute())
        == 1;
  }

  /** When the first is tried again, where nothing else is left to do before. */
  Optional<Instant> nextAttempt(ControllerId controller, MailingId id) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT min(d.next_attempt_at) AS at FROM delivery d JOIN mailing m ON m.id = d.mailing_id AND m.controller_id = :controller"
                        + " WHERE d.mailing_id = :id AND d.stage = 'L'"
                        + " AND NOT has_untried(:id)"
                        + " HAVING min(d.next_attempt_at) > clock_timestamp()")
                .bind("id", id.value())
                .bind("controller", controller.value())
                .map((row, context) -> row.getObject("at", OffsetDateTime.class).toInstant())
                .findOne());
  }

  /** What stops the whole topic now, by the one rule. */
  Optional<Denial> topicBlock(TopicId topic) {
    return sql.with(
            handle ->
                handle
                    .createQuery("SELECT topic_block(:topic, now()) AS block")
                    .bind("topic", topic.value())
                    .map((row, context) -> Optional.ofNullable(row.getString("block")))
                    .one())
        .map(Denial::valueOf);
  }
}
