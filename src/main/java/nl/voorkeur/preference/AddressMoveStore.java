package nl.voorkeur.preference;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.recipient.AddressKeys;
import org.jdbi.v3.core.statement.StatementContext;

/** Moves to other mailboxes in the database. */
final class AddressMoveStore {

  private final Sql sql;

  AddressMoveStore(Sql sql) {
    this.sql = sql;
  }

  boolean mayBeMailed(ControllerId controller, EmailAddress address, AddressKeys keys) {
    return sql.with(
        handle ->
            handle
                .createQuery(sql.text(AddressMoveStore.class, "may_be_mailed"))
                .bind("controller", controller.value())
                .bind("key", keys.of(address))
                .bind("formerKeys", Sql.bytes(keys.former(address)))
                .bind("compareKey", address.compareKey())
                .bind("unicodeKey", address.unicodeKey().orElse(null))
                .mapTo(Boolean.class)
                .one());
  }

  long add(RecipientId recipient, EmailAddress to, Instant at) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "INSERT INTO address_move (recipient_id, address, asked_at) VALUES (:recipient, :to, :at) RETURNING id")
                .bind("recipient", recipient.value())
                .bind("to", to.value())
                .bind("at", Sql.time(at))
                .mapTo(Long.class)
                .one());
  }

  Optional<AddressMove> find(long id) {
    return sql.with(
        handle ->
            handle
                .createQuery("SELECT * FROM address_move WHERE id = :id")
                .bind("id", id)
                .map(AddressMoveStore::move)
                .findOne());
  }

  /** Takes it in hand, once, when it was asked for after that; it keeps its address until then. */
  Optional<AddressMove> take(long id, Instant since, Instant at) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "WITH taken AS (SELECT * FROM address_move WHERE id = :id AND done_at IS NULL AND asked_at > :since FOR UPDATE),"
                        + " done AS (UPDATE address_move SET done_at = greatest(:at, asked_at), address = NULL WHERE id IN (SELECT id FROM taken))"
                        + " SELECT * FROM taken")
                .bind("id", id)
                .bind("since", Sql.time(since))
                .bind("at", Sql.time(at))
                .map(AddressMoveStore::move)
                .findOne());
  }

  /** Forgets the addresses of moves that nobody confirmed in time. */
  void forget(Instant before) {
    sql.with(
        handle ->
            handle
                .createUpdate(
                    "UPDATE address_move SET address = NULL WHERE address IS NOT NULL AND asked_at <= :before")
                .bind("before", Sql.time(before))
                .execute());
  }

  private static AddressMove move(ResultSet row, StatementContext context) throws SQLException {
    return new AddressMove(
        row.getLong("id"),
        new RecipientId(row.getLong("recipient_id")),
        Optional.ofNullable(row.getString("address")).map(EmailAddress::of),
        row.getObject("asked_at", OffsetDateTime.class).toInstant(),
        Optional.ofNullable(row.getObject("done_at", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant));
  }
}
