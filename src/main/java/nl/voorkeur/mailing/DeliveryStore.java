package nl.voorkeur.mailing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.kernel.LegalBasis;
import nl.voorkeur.kernel.MailingId;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.platform.persistence.Sql;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Deliveries in the database: claimed in small batches, with a fence around each claim. Each call
 * is one statement that commits on its own.
 */
final class DeliveryStore {

  private final Sql sql;

  DeliveryStore(Sql sql) {
    this.sql = sql;
  }

  /** The mailings with work, the one that waits longest first. */
  List<MailingId> sending() {
    return sql.with(
        handle ->
            handle
                .createQuery("SELECT id FROM mailing WHERE state = 'SENDING' ORDER BY started_at")
                .map((row, context) -> new MailingId(row.getLong("id")))
                .list());
  }

  /**
   * Takes some deliveries for one worker.
   *
   * @param after only recipients above this id, so that a worker doesn't wade through what it did
   *     before
   */
  List<Claimed> claim(MailingId mailing, UUID claim, long after, int most) {
    return sql.with(
        handle ->
            handle
                .createQuery(sql.text(DeliveryStore.class, "claim"))
                .bind("mailing", mailing.value())
                .bind("claim", claim)
                .bind("after", after)
                .bind("most", most)
                .map(DeliveryStore::claimed)
                .list());
  }

  /**
   * Writes down what became of some deliveries of a claim, at once and durably.
   *
   * @return those that were written; the others are no longer this worker's
   */
  Set<RecipientId> settle(MailingId mailing, UUID claim, List<Settlement> changes) {
    if (changes.isEmpty()) {
      return Set.of();
    }
    return sql.with(
        handle ->
            handle
                .createQuery(sql.text(DeliveryStore.class, "settle"))
                .bind("mailing", mailing.value())
                .bind("claim", claim)
                .bind("ids", numbers(changes, change -> change.recipient().value()))
                .bind("states", texts(changes, change -> change.state().name()))
                .bind("statuses", texts(changes, change -> change.status().orElse(null)))
                .bind("denials", texts(changes, change -> name(change.denial())))
                .bind(
                    "bases",
                    texts(changes, change -> name(change.proof().map(proof -> proof.basis()))))
                .bind(
                    "proofs",
                    numbers(
                        changes,
                        change ->
                            change.proof().map(proof -> (long) proof.proofSeq()).orElse(null)))
                .bind("waits", numbers(changes, change -> change.delay().toSeconds()))
                .map((row, context) -> new RecipientId(row.getLong("recipient_id")))
                .collect(Collectors.toSet()));
  }

  /** Ends a mailing that has nothing left to do. */
  void finishIfDone(MailingId mailing) {
    sql.with(
        handle ->
            handle
                .createUpdate(
                    "UPDATE mailing SET state = 'DONE', finished_at = clock_timestamp() WHERE id = :mailing AND state = 'SENDING'"
                        + " AND NOT EXISTS (SELECT FROM delivery WHERE mailing_id = :mailing AND state IN ('READY', 'CLAIMED', 'SENDING'))")
                .bind("mailing", mailing.value())
                .execute());
  }

  /** Pauses a mailing for a reason that staff have to look at. */
  void hold(MailingId mailing, String reason) {
    sql.with(
        handle ->
            handle
                .createUpdate(
                    "UPDATE mailing SET state = 'PAUSED', held_by = :reason WHERE id = :mailing AND state = 'SENDING'")
                .bind("mailing", mailing.value())
                .bind("reason", reason)
                .execute());
  }

  /** Whether a mailing has been going on for so long that no attempt is made any more. */
  boolean isOlderThan(MailingId mailing, long seconds) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT started_at < clock_timestamp() - :seconds * interval '1 second' FROM mailing WHERE id = :mailing")
                .bind("mailing", mailing.value())
                .bind("seconds", seconds)
                .mapTo(Boolean.class)
                .one());
  }

  /** Whether a mailing is neither held nor ended. */
  boolean isSending(MailingId mailing) {
    return sql.with(
        handle ->
            handle
                .createQuery("SELECT state = 'SENDING' FROM mailing WHERE id = :mailing")
                .bind("mailing", mailing.value())
                .mapTo(Boolean.class)
                .one());
  }

  /** Begins or renews the leases of workers that live. */
  void renew(Collection<UUID> workers, Duration lease) {
    sql.with(
        handle ->
            handle
                .createUpdate(
                    "INSERT INTO mail_worker (id, lease_until)"
                        + " SELECT id::uuid, clock_timestamp() + :lease * interval '1 second' FROM unnest(:ids::text[]) AS id"
                        + " ON CONFLICT (id) DO UPDATE SET lease_until = excluded.lease_until")
                .bind("ids", workers.stream().map(UUID::toString).toArray(String[]::new))
                .bind("lease", lease.toSeconds())
                .execute());
  }

  /** Takes care of what workers left behind that live no more. */
  void recover() {
    sql.with(
        handle ->
            handle.execute(sql.text(DeliveryStore.class, "recover"))
                + handle.execute(sql.text(DeliveryStore.class, "recover_system_mail"))
                + handle.execute(
                    "DELETE FROM mail_worker WHERE lease_until < clock_timestamp() - interval '1 hour'"));
  }

  private static String name(Optional<? extends Enum<?>> code) {
    return code.map(value -> value.name()).orElse(null);
  }

  private static String[] texts(List<Settlement> changes, Function<Settlement, String> part) {
    return changes.stream().map(part).toArray(String[]::new);
  }

  private static Long[] numbers(List<Settlement> changes, Function<Settlement, Long> part) {
    return changes.stream().map(part).toArray(Long[]::new);
  }

  private static Claimed claimed(ResultSet row, StatementContext context) throws SQLException {
    return new Claimed(
        new RecipientId(row.getLong("recipient_id")),
        EmailAddress.of(row.getString("address")),
        Optional.ofNullable(row.getString("first_name")),
        Optional.ofNullable(row.getString("last_name")),
        LegalBasis.valueOf(row.getString("basis")),
        row.getInt("attempts"));
  }
}
