package nl.voorkeur.permission;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.recipient.AddressKeys;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** Suppressions in the database, where triggers make them meet the people they name. */
final class SuppressionStore {

  private final Sql sql;
  private final AddressKeys keys;

  SuppressionStore(Sql sql, AddressKeys keys) {
    this.sql = sql;
    this.keys = keys;
  }

  boolean addAddress(
      Optional<ControllerId> controller,
      EmailAddress address,
      String reason,
      Route route,
      String actor) {
    return sql.with(
        handle ->
            handle
                    .createUpdate(sql.text(SuppressionStore.class, "suppress_address"))
                    .bind("controller", controller.map(ControllerId::value).orElse(null))
                    .bind("key", keys.of(address))
                    .bind("keyId", keys.currentId())
                    .bind("reason", reason)
                    .bind("route", route.name())
                    .bind("actor", actor)
                    .execute()
                > 0);
  }

  boolean addDomain(
      Optional<ControllerId> controller, String domain, String reason, Route route, String actor) {
    return inALongTransaction(
        tx ->
            tx.createUpdate(sql.text(SuppressionStore.class, "suppress_domain"))
                    .bind("controller", controller.map(ControllerId::value).orElse(null))
                    .bind("domain", domain)
                    .bind("reason", reason)
                    .bind("route", route.name())
                    .bind("actor", actor)
                    .execute()
                > 0);
  }

  boolean lift(long id, Optional<ControllerId> controller, String reason, String actor) {
    return inALongTransaction(
        tx ->
            tx.createUpdate(
                        "UPDATE suppression SET lifted_at = clock_timestamp(), lifted_by = :actor, lift_reason = :reason"
                            + " WHERE id = :id AND cause = 'STAFF' AND lifted_at IS NULL"
                            + " AND controller_id IS NOT DISTINCT FROM :controller::bigint"
                            + " AND (actor LIKE 'token:%' OR :actor NOT LIKE 'token:%')")
                    .bind("id", id)
                    .bind("controller", controller.map(ControllerId::value).orElse(null))
                    .bind("actor", actor)
                    .bind("reason", reason)
                    .execute()
                > 0);
  }

  /** A domain may be that of very many people, each of whom gets an entry. */
  private boolean inALongTransaction(Predicate<Handle> work) {
    return sql.with(
        handle ->
            handle.inTransaction(
                tx -> {
                  tx.execute("SET LOCAL statement_timeout = '10min'");
                  return work.test(tx);
                }));
  }

  /** The one with this number, of the controller or of the whole installation. */
  Optional<Suppression> find(ControllerId controller, long id) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT * FROM suppression WHERE id = :id AND (controller_id IS NULL OR controller_id = :controller)")
                .bind("id", id)
                .bind("controller", controller.value())
                .map(SuppressionStore::suppression)
                .findOne());
  }

  List<Suppression> list(ControllerId controller, int offset, int limit) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT * FROM suppression WHERE controller_id IS NULL OR controller_id = :controller"
                        + " ORDER BY id DESC LIMIT :limit OFFSET :offset")
                .bind("controller", controller.value())
                .bind("limit", limit)
                .bind("offset", offset)
                .map(SuppressionStore::suppression)
                .list());
  }

  List<Suppression> before(ControllerId controller, long id, int limit) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT * FROM suppression WHERE (controller_id IS NULL OR controller_id = :controller) AND id < :id"
                        + " ORDER BY id DESC LIMIT :limit")
                .bind("controller", controller.value())
                .bind("id", id)
                .bind("limit", limit)
                .map(SuppressionStore::suppression)
                .list());
  }

  long count(ControllerId controller) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT count(*) FROM suppression WHERE controller_id IS NULL OR controller_id = :controller")
                .bind("controller", controller.value())
                .mapTo(Long.class)
                .one());
  }

  private static Suppression suppression(ResultSet row, StatementContext context)
      throws SQLException {
    long controller = row.getLong("controller_id");
    return new Suppression(
        row.getLong("id"),
        controller == 0 ? Optional.empty() : Optional.of(new ControllerId(controller)),
        Suppression.Cause.valueOf(row.getString("cause")),
        Optional.ofNullable(row.getString("domain")),
        row.getString("reason"),
        row.getString("actor"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        Optional.ofNullable(row.getObject("lifted_at", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant));
  }
}
