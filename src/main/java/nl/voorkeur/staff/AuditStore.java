package nl.voorkeur.staff;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.platform.persistence.Sql;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;

/** The trail in the database, where a trigger refuses every change. */
final class AuditStore {

  private static final String NAMED =
      " FROM audit_entry e LEFT JOIN operator o ON e.actor = 'staff:' || o.id"
          + " LEFT JOIN api_token t ON e.actor = 'token:' || t.id";

  private static final String FILTERED =
      " WHERE (:controller::bigint IS NULL OR e.controller_id = :controller)"
          + " AND (:actor::text IS NULL OR e.actor = :actor) AND (:act::text IS NULL OR e.act = :act)"
          + " AND (:subject::text IS NULL OR e.subject = :subject OR e.subject LIKE :subject || ' %')"
          + " AND (:from::timestamptz IS NULL OR e.at >= :from) AND (:until::timestamptz IS NULL OR e.at < :until)";

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

  /** Those before one, newest first; an entry's number is its place, however long the trail. */
  List<AuditEntry> page(
      Optional<ControllerId> controller, AuditSearch search, long before, int limit) {
    return page(controller, search, " AND e.id < :place ORDER BY e.id DESC", before, limit);
  }

  /** Those right after one, newest first. */
  List<AuditEntry> after(
      Optional<ControllerId> controller, AuditSearch search, long after, int limit) {
    List<AuditEntry> page =
        new ArrayList<>(page(controller, search, " AND e.id > :place ORDER BY e.id", after, limit));
    Collections.reverse(page);
    return page;
  }

  private List<AuditEntry> page(
      Optional<ControllerId> controller, AuditSearch search, String from, long place, int limit) {
    return sql.with(
        handle ->
            filtered(
                    handle.createQuery(
                        "SELECT e.*, coalesce(o.display_name, t.label, e.actor) AS actor_name"
                            + NAMED
                            + FILTERED
                            + from
                            + " LIMIT :limit"),
                    controller,
                    search)
                .bind("limit", limit)
                .bind("place", place)
                .map(AuditStore::entry)
                .list());
  }

  /** How many there are, or so many when there are more. */
  int count(Optional<ControllerId> controller, AuditSearch search, int most) {
    return sql.with(
        handle ->
            filtered(
                    handle.createQuery(
                        "SELECT count(*) FROM (SELECT FROM audit_entry e"
                            + FILTERED
                            + " LIMIT :most) found"),
                    controller,
                    search)
                .bind("most", most)
                .mapTo(Integer.class)
                .one());
  }

  /** One after another, newest first; only a part of them is in memory at any time. */
  void each(Optional<ControllerId> controller, AuditSearch search, Consumer<AuditEntry> taker) {
    sql.with(
        handle -> {
          filtered(
                  handle
                      .createQuery(
                          "SELECT e.*, coalesce(o.display_name, t.label, e.actor) AS actor_name"
                              + NAMED
                              + FILTERED
                              + " ORDER BY e.id DESC")
                      .setFetchSize(1_000),
                  controller,
                  search)
              .map(AuditStore::entry)
              .forEach(taker);
          return null;
        });
  }

  List<String> acts(Optional<ControllerId> controller) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    values("act", controller) + " SELECT value FROM hop WHERE value IS NOT NULL")
                .bind("controller", controller.map(ControllerId::value).orElse(null))
                .mapTo(String.class)
                .list());
  }

  /**
   * The different values of a column, from one to the next by index: there are few of them in very
   * many entries.
   */
  private static String values(String column, Optional<ControllerId> controller) {
    String next =
        "(SELECT min(%s) FROM audit_entry WHERE %s"
            .formatted(
                column,
                controller.isPresent()
                    ? "controller_id = :controller"
                    : ":controller::bigint IS NULL");
    return "WITH RECURSIVE hop (value) AS (SELECT "
        + next
        + ") UNION ALL SELECT "
        + next
        + " AND %s > hop.value) FROM hop WHERE hop.value IS NOT NULL)".formatted(column);
  }

  /** Every actor in the trail and their name. */
  List<String[]> actors(Optional<ControllerId> controller) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    values("actor", controller)
                        + " SELECT e.actor, coalesce(o.display_name, t.label, e.actor) AS name"
                        + NAMED.replace("audit_entry e", "(SELECT value AS actor FROM hop) e")
                        + " WHERE e.actor IS NOT NULL ORDER BY name")
                .bind("controller", controller.map(ControllerId::value).orElse(null))
                .map((row, context) -> new String[] {row.getString(1), row.getString(2)})
                .list());
  }

  private static <S extends SqlStatement<S>> S filtered(
      S statement, Optional<ControllerId> controller, AuditSearch search) {
    return statement
        .bind("controller", controller.map(ControllerId::value).orElse(null))
        .bind("actor", search.actor().orElse(null))
        .bind("act", search.act().orElse(null))
        .bind("subject", search.subject().orElse(null))
        .bind("from", Sql.time(search.from().orElse(null)))
        .bind("until", Sql.time(search.until().orElse(null)));
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
        Optional.ofNullable(row.getString("subject")).orElse(""),
        Optional.ofNullable(row.getString("detail")).orElse(""));
  }
}
