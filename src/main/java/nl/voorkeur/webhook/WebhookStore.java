package nl.voorkeur.webhook;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.token.Seal.Sealed;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** Webhooks and their messages in the database. */
final class WebhookStore {

  private static final String WANTED =
      " AND (:state::text IS NULL OR m.state = :state::webhook_state)"
          + " AND (:from::timestamptz IS NULL OR m.at >= :from) AND (:until::timestamptz IS NULL OR m.at < :until)";

  private static final String AGAIN =
      "UPDATE webhook_message m SET state = 'WAITING', attempts = 0, next_at = clock_timestamp(), settled_at = NULL"
          + " FROM webhook w WHERE w.id = m.webhook_id AND w.controller_id = :controller AND w.ended_at IS NULL AND m.state <> 'WAITING'";

  private final Sql sql;

  WebhookStore(Sql sql) {
    this.sql = sql;
  }

  /** A program that has something to be told. */
  record Target(long id, String url, Sealed secret, int atOnce, int failures) {
    boolean isFailing() {
      return failures > 0;
    }
  }

  /** A message that is about to be told. */
  record Due(long id, String body, int attempts) {}

  /**
   * What became of one.
   *
   * @param told false when it was not tried after all
   */
  record Outcome(
      Due due,
      WebhookMessage.State state,
      boolean told,
      Optional<Integer> answered,
      long waitSeconds) {}

  long add(ControllerId controller, String url, WebhookUse use, Sealed secret, String actor) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "INSERT INTO webhook (controller_id, url, permissions, recalls, receiver_key, at_once, secret, key_id, actor, heard_to)"
                        + " VALUES (:controller, :url, :permissions, :recalls, :receiver, :atOnce, :secret, :key, :actor,"
                        // whatever is not settled by now is heard; what was settled a moment ago
                        // may be, too
                        + " pg_snapshot_xmin(pg_current_snapshot())::text::bigint) RETURNING id")
                .bind("controller", controller.value())
                .bind("url", url)
                .bind("permissions", use.permissions())
                .bind("recalls", use.recalls())
                .bind("receiver", use.receiver().orElse(null))
                .bind("atOnce", use.atOnce())
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
                .createQuery(sql.text(WebhookStore.class, "all"))
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

  /** Tells one that was disabled or fails again, at once; false when there is nothing to do. */
  boolean enable(ControllerId controller, long id) {
    return sql.with(
            handle ->
                handle
                    .createUpdate(
                        "UPDATE webhook SET disabled_at = NULL, failing_since = NULL, failures = 0, retry_at = NULL"
                            + " WHERE id = :id AND controller_id = :controller AND ended_at IS NULL"
                            + " AND (disabled_at IS NOT NULL OR failures > 0)")
                    .bind("id", id)
                    .bind("controller", controller.value())
                    .execute())
        == 1;
  }

  /**
   * From the next message on. The webhook is held meanwhile, as hearing holds it: no batch comes up
   * between the look for batches and the change. What waits alone gets the line that the batches of
   * its person have, so that these come after it.
   */
  Webhooks.Grouping group(ControllerId controller, long id, int atOnce) {
    return sql.with(
        handle ->
            handle.inTransaction(
                tx -> {
                  if (!hold(tx, controller, id)) {
                    return Webhooks.Grouping.NOT_THERE;
                  }
                  if (atOnce == 1 && hasBatches(tx, id)) {
                    return Webhooks.Grouping.BATCHES_WAIT;
                  }
                  tx.createUpdate(
                          "UPDATE webhook SET at_once = :atOnce WHERE id = :id AND controller_id = :controller")
                      .bind("atOnce", atOnce)
                      .bind("id", id)
                      .bind("controller", controller.value())
                      .execute();
                  if (atOnce > 1) {
                    tx.createUpdate(
                            "UPDATE webhook_message SET line = recipient_id % 8 WHERE webhook_id = :id"
                                + " AND state = 'WAITING' AND recipient_id IS NOT NULL AND kind = 'permission.changed'")
                        .bind("id", id)
                        .execute();
                  }
                  return Webhooks.Grouping.DONE;
                }));
  }

  private static boolean hold(Handle tx, ControllerId controller, long id) {
    return tx.createQuery(
            "SELECT id FROM webhook WHERE id = :id AND controller_id = :controller AND ended_at IS NULL FOR UPDATE")
        .bind("id", id)
        .bind("controller", controller.value())
        .mapTo(Long.class)
        .findOne()
        .isPresent();
  }

  /** Whether something waits that it is told in batches. */
  private static boolean hasBatches(Handle tx, long id) {
    return tx.createQuery(
            "SELECT EXISTS (SELECT FROM webhook_message WHERE webhook_id = :id AND state = 'WAITING'"
                + " AND recipient_id IS NULL AND kind = 'permission.changed')")
        .bind("id", id)
        .mapTo(Boolean.class)
        .one();
  }

  List<WebhookMessage> messages(
      ControllerId controller, long webhook, WebhookMessage.Wanted wanted, int limit) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT m.* FROM webhook_message m JOIN webhook w ON w.id = m.webhook_id"
                        + " WHERE w.id = :webhook AND w.controller_id = :controller AND m.id < :before"
                        + WANTED
                        + " ORDER BY m.id DESC LIMIT :limit")
                .bind("webhook", webhook)
                .bind("controller", controller.value())
                .bind("before", wanted.before())
                .bind("state", wanted.state().map(Enum::name).orElse(null))
                .bind("from", wanted.from().map(Sql::time).orElse(null))
                .bind("until", wanted.until().map(Sql::time).orElse(null))
                .bind("limit", limit)
                .map(WebhookStore::message)
                .list());
  }

  /** Tells a message once more, under its own id. */
  boolean replay(ControllerId controller, long message) {
    return sql.with(
            handle ->
                handle
                    .createUpdate(AGAIN + " AND m.id = :id")
                    .bind("controller", controller.value())
                    .bind("id", message)
                    .execute())
        == 1;
  }

  /** Tells all of a time once more, each under its own id. */
  int replay(ControllerId controller, long webhook, WebhookMessage.Wanted wanted) {
    return sql.with(
        handle ->
            handle
                .createUpdate(AGAIN + " AND w.id = :webhook AND m.id < :before" + WANTED)
                .bind("controller", controller.value())
                .bind("webhook", webhook)
                .bind("before", wanted.before())
                .bind("state", wanted.state().map(Enum::name).orElse(null))
                .bind("from", wanted.from().map(Sql::time).orElse(null))
                .bind("until", wanted.until().map(Sql::time).orElse(null))
                .execute());
  }

  /** The programs that have something to be told now, and are not left in peace. */
  List<Target> due() {
    return sql.with(
        handle ->
            handle
                .createQuery(sql.text(WebhookStore.class, "due"))
                .map(
                    (row, context) ->
                        new Target(
                            row.getLong("id"),
                            row.getString("url"),
                            new Sealed(row.getString("key_id"), row.getBytes("secret")),
                            row.getInt("at_once"),
                            row.getInt("failures")))
                .list());
  }

  List<Due> claim(Target target, int most) {
    return sql.with(
        handle ->
            handle
                .createQuery(sql.text(WebhookStore.class, "claim"))
                .bind("webhook", target.id())
                .bind("most", most)
                .map(
                    (row, context) ->
                        new Due(row.getLong("id"), row.getString("body"), row.getInt("attempts")))
                .list());
  }

  void settle(List<Outcome> outcomes) {
    sql.with(
        handle ->
            handle
                .createUpdate(sql.text(WebhookStore.class, "settle"))
                .bind("ids", outcomes.stream().map(one -> one.due().id()).toArray(Long[]::new))
                .bind(
                    "attempts",
                    outcomes.stream().map(one -> (long) one.due().attempts()).toArray(Long[]::new))
                .bind(
                    "states",
                    outcomes.stream().map(one -> one.state().name()).toArray(String[]::new))
                .bind("told", outcomes.stream().map(Outcome::told).toArray(Boolean[]::new))
                .bind(
                    "answers",
                    outcomes.stream()
                        .map(one -> one.answered().map(Long::valueOf).orElse(null))
                        .toArray(Long[]::new))
                .bind("waits", outcomes.stream().map(Outcome::waitSeconds).toArray(Long[]::new))
                .execute());
  }

  /** The program takes messages. */
  void works(long webhook) {
    sql.with(
        handle ->
            handle.execute(
                "UPDATE webhook SET failures = 0, failing_since = NULL, retry_at = NULL WHERE id = ? AND failures > 0",
                webhook));
  }

  /** The program took nothing; it is left in peace for some time. */
  void fails(long webhook, long waitSeconds) {
    sql.with(
        handle ->
            handle.execute(
                "UPDATE webhook SET failures = failures + 1, failing_since = coalesce(failing_since, clock_timestamp()),"
                    + " retry_at = clock_timestamp() + ? * interval '1 second' WHERE id = ?",
                waitSeconds,
                webhook));
  }

  /** Those that took nothing for days are told nothing more until somebody looks. */
  int disable(Duration patience) {
    return sql.with(
        handle ->
            handle.execute(
                "UPDATE webhook SET disabled_at = clock_timestamp() WHERE ended_at IS NULL AND disabled_at IS NULL"
                    + " AND failing_since < clock_timestamp() - ? * interval '1 second'",
                patience.toSeconds()));
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
        row.getInt("at_once"),
        time(row, "created_at").orElseThrow(),
        time(row, "ended_at"),
        time(row, "failing_since"),
        time(row, "disabled_at"),
        row.getLong("waiting"),
        time(row, "waiting_since"));
  }

  private static WebhookMessage message(ResultSet row, StatementContext context)
      throws SQLException {
    return new WebhookMessage(
        row.getLong("id"),
        row.getString("kind"),
        row.getInt("events"),
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
