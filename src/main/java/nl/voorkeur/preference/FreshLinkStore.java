package nl.voorkeur.preference;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.platform.persistence.Sql;
import org.jdbi.v3.core.statement.StatementContext;

/** Fresh links in the database, and the limits on their mail. */
final class FreshLinkStore {

  private final Sql sql;

  FreshLinkStore(Sql sql) {
    this.sql = sql;
  }

  /** Counts one more link for an address, known or not; answers how many in this hour. */
  int takeTurn(ControllerId controller, byte[] digest, Instant at) {
    return sql.with(
        handle ->
            handle
                .createQuery(sql.text(FreshLinkStore.class, "take_turn"))
                .bind("controller", controller.value())
                .bind("digest", digest)
                .bind("at", Sql.time(at))
                .mapTo(Integer.class)
                .one());
  }

  /** Counts one more link for a network; answers how many in this hour. */
  int count(String network, Instant at) {
    return sql.with(
        handle ->
            handle
                .createQuery(sql.text(FreshLinkStore.class, "count_network"))
                .bind("network", network)
                .bind("at", Sql.time(at))
                .mapTo(Integer.class)
                .one());
  }

  long add(RecipientId recipient, Wish wish, Instant at) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "INSERT INTO fresh_link (recipient_id, asked_at, wish) VALUES (:recipient, :at, :wish) RETURNING id")
                .bind("recipient", recipient.value())
                .bind("at", Sql.time(at))
                .bind("wish", wish.code())
                .mapTo(Long.class)
                .one());
  }

  Optional<FreshLink> find(long id) {
    return sql.with(
        handle ->
            handle
                .createQuery("SELECT * FROM fresh_link WHERE id = :id")
                .bind("id", id)
                .map(FreshLinkStore::link)
                .findOne());
  }

  /** Uses it, once; nothing when it was used before. */
  Optional<FreshLink> use(long id, Instant at) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "UPDATE fresh_link SET used_at = greatest(:at, asked_at) WHERE id = :id AND used_at IS NULL RETURNING *")
                .bind("id", id)
                .bind("at", Sql.time(at))
                .map(FreshLinkStore::link)
                .findOne());
  }

  private static FreshLink link(ResultSet row, StatementContext context) throws SQLException {
    return new FreshLink(
        row.getLong("id"),
        new RecipientId(row.getLong("recipient_id")),
        row.getObject("asked_at", OffsetDateTime.class).toInstant(),
        Optional.ofNullable(row.getObject("used_at", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant),
        Wish.of(row.getString("wish")));
  }
}
