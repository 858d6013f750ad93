package nl.voorkeur.mailing;

import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  Progress progress(MailingId mailing) {
    Map<DeliveryState, Long> states = new EnumMap<>(DeliveryState.class);
    Map<Denial, Long> denied = new EnumMap<>(Denial.class);
    long[] retrying = {0};
    sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT state, denial, count(*) AS people, count(*) FILTER (WHERE state = 'READY' AND attempts > 0) AS retrying"
                        + " FROM delivery WHERE mailing_id = :id GROUP BY state, denial")
                .bind("id", mailing.value())
                .map(
                    (row, context) -> {
                      long people = row.getLong("people");
                      retrying[0] += row.getLong("retrying");
                      Optional.ofNullable(row.getString("denial"))
                          .ifPresent(reason -> denied.put(Denial.valueOf(reason), people));
                      return states.merge(
                          DeliveryState.valueOf(row.getString("state")), people, Long::sum);
                    })
                .list());
    return new Progress(states, denied, retrying[0]);
  }

  List<InDoubt> inDoubt(MailingId mailing, int limit) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT d.recipient_id, r.address, d.status, d.settled_at FROM delivery d JOIN recipient r ON r.id = d.recipient_id"
                        + " WHERE d.mailing_id = :id AND d.state = 'IN_DOUBT' ORDER BY d.recipient_id LIMIT :limit")
                .bind("id", mailing.value())
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

  /** Ends a doubt; false when there was none any more. */
  boolean settle(MailingId mailing, RecipientId recipient, boolean again) {
    return sql.with(
            handle ->
                handle
                    .createUpdate(sql.text(ProgressStore.class, "settle_doubt"))
                    .bind("mailing", mailing.value())
                    .bind("recipient", recipient.value())
                    .bind("again", again)
                    .execute())
        == 1;
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
