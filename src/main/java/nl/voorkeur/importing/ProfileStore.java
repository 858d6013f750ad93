package nl.voorkeur.importing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.platform.persistence.Sql;

/** Saved profiles. */
final class ProfileStore {

  private final Sql sql;

  ProfileStore(Sql sql) {
    this.sql = sql;
  }

  List<ImportProfile> list(ControllerId controller) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT * FROM import_profile WHERE controller_id = :controller ORDER BY name LIMIT 200")
                .bind("controller", controller.value())
                .map((row, context) -> profile(row))
                .list());
  }

  /** The one that was used last for a file with these headings. */
  Optional<ImportProfile> find(ControllerId controller, List<String> headings) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT * FROM import_profile WHERE controller_id = :controller AND headings = :headings"
                        + " ORDER BY coalesce(used_at, saved_at) DESC LIMIT 1")
                .bind("controller", controller.value())
                .bind("headings", headings.toArray(String[]::new))
                .map((row, context) -> profile(row))
                .findOne());
  }

  /** Saves it, over the one of that name. */
  void save(
      ControllerId controller, String name, List<String> headings, ImportPlan plan, String actor) {
    Layout layout = plan.layout();
    sql.with(
        handle ->
            handle
                .createUpdate(
                    "INSERT INTO import_profile AS p (controller_id, name, headings, kind, charset, delimiter, date_order, fields, topics, actor, used_at)"
                        + " VALUES (:controller, :name, :headings, :kind, :charset, :delimiter, :dateOrder, :fields, :topics, :actor, clock_timestamp())"
                        + " ON CONFLICT (controller_id, name) DO UPDATE SET headings = excluded.headings, kind = excluded.kind,"
                        + " charset = excluded.charset, delimiter = excluded.delimiter, date_order = excluded.date_order,"
                        + " fields = excluded.fields, topics = excluded.topics, actor = excluded.actor,"
                        + " saved_at = clock_timestamp(), used_at = excluded.used_at")
                .bind("controller", controller.value())
                .bind("name", name)
                .bind("headings", headings.toArray(String[]::new))
                .bind("kind", plan.kind().name())
                .bind("charset", layout.charset().name())
                .bind("delimiter", String.valueOf(layout.delimiter()))
                .bind("dateOrder", layout.dateOrder().name())
                .bind("fields", layout.fields().stream().map(Enum::name).toArray(String[]::new))
                .bind("topics", plan.topics().stream().map(TopicId::value).toArray(Long[]::new))
                .bind("actor", actor)
                .execute());
  }

  /** Gives it another name; false when there is no such profile, or another one of that name. */
  boolean rename(ControllerId controller, long id, String name) {
    return sql.with(
            handle ->
                handle
                    .createUpdate(
                        "UPDATE import_profile SET name = :name WHERE id = :id AND controller_id = :controller"
                            + " AND NOT EXISTS (SELECT FROM import_profile o WHERE o.controller_id = :controller AND o.name = :name AND o.id <> :id)")
                    .bind("id", id)
                    .bind("controller", controller.value())
                    .bind("name", name)
                    .execute())
        == 1;
  }

  boolean delete(ControllerId controller, long id) {
    return sql.with(
            handle ->
                handle
                    .createUpdate(
                        "DELETE FROM import_profile WHERE id = :id AND controller_id = :controller")
                    .bind("id", id)
                    .bind("controller", controller.value())
                    .execute())
        == 1;
  }

  private static ImportProfile profile(ResultSet row) throws SQLException {
    return new ImportProfile(
        row.getLong("id"),
        row.getString("name"),
        List.of(BatchMapper.texts(row.getArray("headings"))),
        ImportKind.valueOf(row.getString("kind")),
        new Layout(
            FileCharset.valueOf(row.getString("charset")),
            row.getString("delimiter").charAt(0),
            true,
            DateOrder.valueOf(row.getString("date_order")),
            Arrays.stream(BatchMapper.texts(row.getArray("fields")))
                .map(ImportField::valueOf)
                .toList()),
        Arrays.stream(BatchMapper.longs(row.getArray("topics"))).map(TopicId::new).toList(),
        row.getString("actor"),
        BatchMapper.time(row, "saved_at").orElseThrow(),
        BatchMapper.time(row, "used_at"));
  }
}
