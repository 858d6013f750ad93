package nl.voorkeur.staff;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.platform.persistence.Sql;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;

/** The trail in the database, where a trigger refuses every change. */
final class AuditStore {

  private static final String FILTERED =
      " WHERE (:actor::text IS NULL OR e.actor = :actor) AND (:act::text IS NULL OR e.act = :act)";

  private final Sql sql;

  AuditStore(Sql sql) {
    this.sql = sql;
  }

  void append(
      String actor, String act, Optional<ControllerId> controller, String subject, String detail) {
    sql.with(
        handle ->
            handle
                .createUpdate(
                    "INSERT INTO audit_entry (actor, act, controller_id, subject, detail)"
                        + " VALUES (:actor, :act, :controller, :subject, :detail)")
                .bind("actor", actor)
                .bind("act", act)
                .bind("controller", controller.map(ControllerId::value).orElse(null))
                .bind("subject", subject)
                .bind("detail", detail)
                .execute());
  }

  List<AuditEntry> page(Optional<String> actor, Optional<String> act, int offset, int limit) {
    return sql.with(
        handle ->
            filtered(
                    handle.createQuery(
                        "SELECT e.*, coalesce(o.display_name, t.label, e.actor) AS actor_name FROM audit_entry e"
                            + " LEFT JOIN operator o ON e.actor = 'staff:' || o.id"
                            + " LEFT JOIN api_token t ON e.actor = 'token:' || t.id"
                            + FILTERED
                            + " ORDER BY e.id DESC LIMIT :limit OFFSET :offset"),
                    actor,
                    act)
                .bind("limit", limit)
                .bind("offset", offset)
                .map(AuditStore::entry)
                .list());
  }

  long count(Optional<String> actor, Optional<String> act) {
    return sql.with(
        handle ->
            filtered(
                    handle.createQuery("SELECT count(*) FROM audit_entry e" + FILTERED), actor, act)
                .mapTo(Long.class)
                .one());
  }

  List<String> acts() {
    return sql.with(
        handle ->
            handle
                .createQuery("SELECT DISTINCT act FROM audit_entry ORDER BY act")
                .mapTo(String.class)
                .list());
  }

  /** Every actor in the trail and their name. */
  List<String[]> actors() {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT DISTINCT e.actor, coalesce(o.display_name, t.label, e.actor) AS name FROM audit_entry e"
                        + " LEFT JOIN operator o ON e.actor = 'staff:' || o.id"
                        + " LEFT JOIN api_token t ON e.actor = 'token:' || t.id ORDER BY name")
                .map((row, context) -> new String[] {row.getString(1), row.getString(2)})
                .list());
  }

  private static <S extends SqlStatement<S>> S filtered(
      S statement, Optional<String> actor, Optional<String> act) {
    return statement.bind("actor", actor.orElse(null)).bind("act", act.orElse(null));
  }

  private static AuditEntry entry(ResultSet row, StatementContext context) throws SQLException {
    long controller = row.getLong("controller_id");
    return new AuditEntry(
        row.getLong("id"),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        row.getString("actor"),
        row.getString("actor_name"),
        row.getString("act"),
        controller == 0 ? Optional.empty() : Optional.of(new ControllerId(controller)),
        row.getString("subject"),
        row.getString("detail"));
  }
}
