package nl.voorkeur.webhook;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.token.Seal.Sealed;
import org.jdbi.v3.core.statement.StatementContext;

/** Webhooks and their messages in the database. */
final class WebhookStore {

  private final Sql sql;

  WebhookStore(Sql sql) {
    this.sql = sql;
  }

  /** A message that is about to be told. */
  record Due(long id, String body, int attempts, long webhook, String url, Sealed secret) {}

  long add(
      ControllerId controller,
      String url,
      boolean permissions,
      boolean recalls,
      Optional<String> receiver,
      Sealed secret,
      String actor) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "INSERT INTO webhook (controller_id, url, permissions, recalls, receiver_key, secret, key_id, actor, heard_to)"
                        + " VALUES (:controller, :url, :permissions, :recalls, :receiver, :secret, :key, :actor,"
                        // whatever is not settled by now is heard; what was settled a moment ago
                        // may be, too
                        + " pg_snapshot_xmin(pg_current_snapshot())::text::bigint) RETURNING id")
                .bind("controller", controller.value())
                .bind("url", url)
                .bind("permissions", permissions)
                .bind("recalls", recalls)
                .bind("receiver", receiver.orElse(null))
                .bind("secret", secret.bytes())
                .bind("key", secret.keyId())
                .bind("actor", actor)
                .mapTo(Long.class)
                .one());
  }

  List<Webhook> all(ControllerId controller) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT w.*, (SELECT count(*) FROM webhook_message m WHERE m.webhook_id = w.id AND m.state = 'WAITING') AS waiting"
                        + " FROM webhook w WHERE w.controller_id = :controller ORDER BY w.ended_at IS NOT NULL, w.id")
                .bind("controller", controller.value())
                .map(WebhookStore::webhook)
                .list());
  }

  boolean end(ControllerId controller, long id, String actor) {
    return sql.with(
            handle ->
                handle
                    .createUpdate(
                        "UPDATE webhook SET ended_at = clock_timestamp(), ended_by = :actor"
                            + " WHERE id = :id AND controller_id = :controller AND ended_at IS NULL")
                    .bind("actor", actor)
                    .bind("id", id)
                    .bind("controller", controller.value())
                    .execute())
        == 1;
  }

  List<WebhookMessage> messages(ControllerId controller, long webhook, long before, int limit) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT m.* FROM webhook_message m JOIN webhook w ON w.id = m.webhook_id"
                        + " WHERE w.id = :webhook AND w.controller_id = :controller AND m.id < :before ORDER BY m.id DESC LIMIT :limit")
                .bind("webhook", webhook)
                .bind("controller", controller.value())
                .bind("before", before)
                .bind("limit", limit)
                .map(WebhookStore::message)
                .list());
  }

  /** Tells a message once more, under its own id. */
  boolean replay(ControllerId controller, long message) {
    return sql.with(
            handle ->
                handle
                    .createUpdate(
                        "UPDATE webhook_message m SET state = 'WAITING', attempts = 0, next_at = clock_timestamp(), settled_at = NULL"
                            + " FROM webhook w WHERE w.id = m.webhook_id AND w.controller_id = :controller AND w.ended_at IS NULL"
                            + " AND m.id = :id AND m.state <> 'WAITING'")
                    .bind("controller", controller.value())
                    .bind("id", message)
                    .execute())
        == 1;
  }

  /**
   * Makes messages of what the ledger and the recall feeds hold since. The point up to which all
   * transactions are settled is taken before anything is looked at, so that none is missed.
   */
  int hear() {
    return sql.with(
        handle ->
            handle.inTransaction(
                tx -> {
                  long settled =
                      tx.createQuery("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
                          .mapTo(Long.class)
                          .one();
                  int heard = 0;
                  for (Long id :
                      tx.createQuery(
                              "SELECT id FROM webhook WHERE ended_at IS NULL ORDER BY id FOR UPDATE SKIP LOCKED")
                          .mapTo(Long.class)
                          .list()) {
                    for (String statement : List.of("hear_permissions", "hear_recalls")) {
                      heard +=
                          tx.createUpdate(sql.text(WebhookStore.class, statement))
                              .bind("id", id)
                              .execute();
                    }
                    tx.createUpdate(
                            "UPDATE webhook SET heard_to = greatest(heard_to, :settled) WHERE id = :id")
                        .bind("settled", settled)
                        .bind("id", id)
                        .execute();
                  }
                  return heard;
                }));
  }

  List<Due> claim(int most) {
    return sql.with(
        handle ->
            handle
                .createQuery(sql.text(WebhookStore.class, "claim"))
                .bind("most", most)
                .map(
                    (row, context) ->
                        new Due(
                            row.getLong("id"),
                            row.getString("body"),
                            row.getInt("attempts"),
                            row.getLong("webhook"),
                            row.getString("url"),
                            new Sealed(row.getString("key_id"), row.getBytes("secret"))))
                .list());
  }

  void settle(long id, WebhookMessage.State state, Optional<Integer> answered, long waitSeconds) {
    sql.with(
        handle ->
            handle
                .createUpdate(sql.text(WebhookStore.class, "settle"))
                .bind("state", state.name())
                .bind("answered", answered.orElse(null))
                .bind("wait", waitSeconds)
                .bind("id", id)
                .execute());
  }

  /** The program says that it is gone for good. */
  void gone(long webhook) {
    sql.with(
        handle ->
            handle.execute(
                "UPDATE webhook SET ended_at = clock_timestamp(), ended_by = 'system' WHERE id = ? AND ended_at IS NULL",
                webhook));
  }

  int forget() {
    return sql.with(
        handle ->
            handle.execute(
                "DELETE FROM webhook_message WHERE settled_at < clock_timestamp() - interval '30 days'"
                    + " AND (kind = 'permission.changed' OR NOT EXISTS (SELECT FROM export e WHERE e.id = export_id AND e.recall_until > clock_timestamp()))"));
  }

  private static Webhook webhook(ResultSet row, StatementContext context) throws SQLException {
    return new Webhook(
        row.getLong("id"),
        row.getString("url"),
        row.getBoolean("permissions"),
        row.getBoolean("recalls"),
        Optional.ofNullable(row.getString("receiver_key")),
        time(row, "created_at").orElseThrow(),
        time(row, "ended_at"),
        row.getLong("waiting"));
  }

  private static WebhookMessage message(ResultSet row, StatementContext context)
      throws SQLException {
    return new WebhookMessage(
        row.getLong("id"),
        row.getString("kind"),
        row.getString("body"),
        time(row, "at").orElseThrow(),
        WebhookMessage.State.valueOf(row.getString("state")),
        row.getInt("attempts"),
        Optional.ofNullable(row.getObject("answered", Integer.class)),
        time(row, "next_at").orElseThrow(),
        time(row, "settled_at"));
  }

  private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }
}
