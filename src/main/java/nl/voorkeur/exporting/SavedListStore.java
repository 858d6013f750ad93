package nl.voorkeur.exporting;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.ExportId;
import nl.voorkeur.platform.persistence.Sql;
import org.jdbi.v3.core.statement.StatementContext;

/** Lists that are made again and again, in the database. */
final class SavedListStore {

  private static final String STEP =
      "CASE rhythm WHEN 'DAILY' THEN interval '1 day' WHEN 'WEEKLY' THEN interval '7 days' WHEN 'MONTHLY' THEN interval '1 month' END";

  private final Sql sql;

  SavedListStore(Sql sql) {
    this.sql = sql;
  }

  /** False when the controller has a list of that name, or no such export. */
  boolean save(
      ControllerId controller, String name, ExportId like, SavedList.Rhythm rhythm, String actor) {
    return sql.with(
            handle ->
                handle
                    .createUpdate(
                        "INSERT INTO saved_list (controller_id, name, like_export, rhythm, actor, next_at)"
                            + " SELECT e.controller_id, :name, e.id, v.rhythm, :actor, clock_timestamp() + "
                            + STEP
                            + " FROM export e, (SELECT :rhythm::list_rhythm AS rhythm) v WHERE e.id = :like AND e.controller_id = :controller"
                            + " ON CONFLICT (controller_id, name) DO NOTHING")
                    .bind("name", name)
                    .bind("actor", actor)
                    .bind("rhythm", rhythm.name())
                    .bind("like", like.value())
                    .bind("controller", controller.value())
                    .execute())
        == 1;
  }

  List<SavedList> all(ControllerId controller) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT * FROM saved_list WHERE controller_id = :controller ORDER BY name")
                .bind("controller", controller.value())
                .map(SavedListStore::list)
                .list());
  }

  Optional<SavedList> find(ControllerId controller, long id) {
    return all(controller).stream().filter(one -> one.id() == id).findFirst();
  }

  boolean remove(ControllerId controller, long id) {
    return sql.with(
            handle ->
                handle.execute(
                    "DELETE FROM saved_list WHERE id = ? AND controller_id = ?",
                    id,
                    controller.value()))
        == 1;
  }

  /** Those whose time has come, each for one node; the next time is set at once. */
  List<SavedList> takeDue() {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "UPDATE saved_list SET next_at = greatest(next_at + "
                        + STEP
                        + ", clock_timestamp()) WHERE id IN (SELECT id FROM saved_list WHERE next_at <= clock_timestamp() FOR UPDATE SKIP LOCKED) RETURNING *")
                .map(SavedListStore::list)
                .list());
  }

  void tell(long id, Optional<String> refused) {
    sql.with(
        handle ->
            handle.execute(
                "UPDATE saved_list SET refused = ? WHERE id = ?", refused.orElse(null), id));
  }

  private static SavedList list(ResultSet row, StatementContext context) throws SQLException {
    return new SavedList(
        row.getLong("id"),
        new ControllerId(row.getLong("controller_id")),
        row.getString("name"),
        new ExportId(row.getLong("like_export")),
        SavedList.Rhythm.valueOf(row.getString("rhythm")),
        row.getString("actor"),
        Optional.ofNullable(row.getObject("next_at", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant),
        Optional.ofNullable(row.getString("refused")));
  }
}
