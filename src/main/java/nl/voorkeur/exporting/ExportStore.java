package nl.voorkeur.exporting;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.voorkeur.exporting.Manifest.Contents;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.Denial;
import nl.voorkeur.kernel.ExportId;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.platform.persistence.Sql;
import org.jdbi.v3.core.Handle;

/** The manifests of exports in the database. */
final class ExportStore {

  private final Sql sql;

  ExportStore(Sql sql) {
    this.sql = sql;
  }

  /** Nothing when there is no such topic. */
  Optional<ExportId> announce(ExportRequest request, String actor, int hours) {
    return sql.with(
        handle ->
            handle
                .createQuery(sql.text(ExportStore.class, "announce"))
                .bind("topic", request.topic().value())
                .bind("purpose", request.purpose())
                .bind("receiver", request.receiver())
                .bind("profile", request.profile().name())
                .bind("actor", actor)
                .bind("hours", hours)
                .mapTo(Long.class)
                .findOne()
                .map(ExportId::new));
  }

  /** Takes an announced export in hand; false when it was fetched, expired, or is another's. */
  boolean take(ExportId id, String actor) {
    return sql.with(
            handle ->
                handle
                    .createUpdate(
                        "UPDATE export SET state = 'WRITING' WHERE id = :id AND actor = :actor"
                            + " AND state = 'ANNOUNCED' AND expires_at > clock_timestamp()")
                    .bind("id", id.value())
                    .bind("actor", actor)
                    .execute())
        == 1;
  }

  /** Counts who is known and not permitted at the moment of this transaction. */
  void countExcluded(Handle tx, ExportId id, TopicId topic) {
    tx.createUpdate(
            "INSERT INTO export_exclusion (export_id, reason, people)"
                + " SELECT :id, reason, count(*) FROM permission_decision(:topic, now())"
                + " WHERE reason IS NOT NULL GROUP BY reason")
        .bind("id", id.value())
        .bind("topic", topic.value())
        .execute();
  }

  /** Keeps who is in the list of this transaction's moment (GDPR art. 15(1)(c)). */
  void keepPeople(Handle tx, ExportId id, TopicId topic) {
    tx.createUpdate(
            "INSERT INTO export_people (export_id, recipients)"
                + " SELECT :id, coalesce(array_agg(recipient_id), '{}') FROM permission_decision(:topic, now()) WHERE permitted")
        .bind("id", id.value())
        .bind("topic", topic.value())
        .execute();
  }

  void finish(Handle tx, ExportId id, long rows, long bytes, byte[] sha256, int hours) {
    tx.createUpdate(
            "UPDATE export SET state = 'DONE', made_at = now(), expires_at = now() + :hours * interval '1 hour',"
                + " row_count = :rows, byte_count = :bytes, sha256 = :sha256 WHERE id = :id")
        .bind("hours", hours)
        .bind("rows", rows)
        .bind("bytes", bytes)
        .bind("sha256", sha256)
        .bind("id", id.value())
        .execute();
  }

  void breakOff(ExportId id) {
    sql.with(
        handle ->
            handle
                .createUpdate("UPDATE export SET state = 'BROKEN' WHERE id = :id")
                .bind("id", id.value())
                .execute());
  }

  Optional<Manifest> find(ExportId id) {
    return sql.with(
        handle ->
            handle
                .createQuery("SELECT * FROM export WHERE id = :id")
                .bind("id", id.value())
                .map((row, context) -> manifest(handle, row))
                .findOne());
  }

  List<Manifest> list(ControllerId controller, int offset, int limit) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT * FROM export WHERE controller_id = :controller"
                        + " ORDER BY id DESC LIMIT :limit OFFSET :offset")
                .bind("controller", controller.value())
                .bind("limit", limit)
                .bind("offset", offset)
                .map((row, context) -> manifest(handle, row))
                .list());
  }

  int count(ControllerId controller) {
    return sql.with(
        handle ->
            handle
                .createQuery("SELECT count(*) FROM export WHERE controller_id = :controller")
                .bind("controller", controller.value())
                .mapTo(Integer.class)
                .one());
  }

  private static Manifest manifest(Handle handle, ResultSet row) throws SQLException {
    long id = row.getLong("id");
    Map<Denial, Long> excluded = new EnumMap<>(Denial.class);
    handle
        .createQuery("SELECT reason, people FROM export_exclusion WHERE export_id = :id")
        .bind("id", id)
        .map(
            (one, context) ->
                excluded.put(Denial.valueOf(one.getString("reason")), one.getLong("people")))
        .list();
    ExportState state = ExportState.valueOf(row.getString("state"));
    Optional<Contents> contents =
        state == ExportState.DONE
            ? Optional.of(
                new Contents(
                    row.getObject("made_at", OffsetDateTime.class).toInstant(),
                    row.getLong("row_count"),
                    row.getLong("byte_count"),
                    HexFormat.of().formatHex(row.getBytes("sha256"))))
            : Optional.empty();
    return new Manifest(
        new ExportId(id),
        new ControllerId(row.getLong("controller_id")),
        new ExportRequest(
            new TopicId(row.getLong("topic_id")),
            row.getString("purpose"),
            row.getString("receiver"),
            ExportProfile.valueOf(row.getString("profile"))),
        state,
        row.getString("actor"),
        row.getString("rule_version"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("expires_at", OffsetDateTime.class).toInstant(),
        contents,
        excluded);
  }
}
