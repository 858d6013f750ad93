package nl.voorkeur.mailing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.platform.persistence.Sql;

/** Layouts and their versions in the database. */
final class LayoutStore {

  private static final String VERSIONS =
      "SELECT v.*, l.name FROM layout_version v JOIN layout l ON l.id = v.layout_id WHERE l.controller_id = :controller";

  private final Sql sql;

  LayoutStore(Sql sql) {
    this.sql = sql;
  }

  /** The newest version of each layout, by name. */
  List<LayoutVersion> newest(ControllerId controller) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    VERSIONS
                        + " AND v.version = (SELECT max(n.version) FROM layout_version n WHERE n.layout_id = l.id) ORDER BY l.name")
                .bind("controller", controller.value())
                .map((row, context) -> version(row))
                .list());
  }

  /** All versions of one, newest first. */
  List<LayoutVersion> versions(ControllerId controller, long layout) {
    return sql.with(
        handle ->
            handle
                .createQuery(VERSIONS + " AND l.id = :layout ORDER BY v.version DESC")
                .bind("controller", controller.value())
                .bind("layout", layout)
                .map((row, context) -> version(row))
                .list());
  }

  /** A new layout; nothing when the controller has one of that name. */
  Optional<Long> add(ControllerId controller, String name) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "INSERT INTO layout (controller_id, name) VALUES (:controller, :name)"
                        + " ON CONFLICT (controller_id, name) DO NOTHING RETURNING id")
                .bind("controller", controller.value())
                .bind("name", name)
                .mapTo(Long.class)
                .findOne());
  }

  /** Keeps a page as the newest version; nothing when the layout is not the controller's. */
  Optional<Integer> keep(ControllerId controller, long layout, String page, String by) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "INSERT INTO layout_version (layout_id, version, page, created_by)"
                        + " SELECT l.id, 1 + coalesce((SELECT max(v.version) FROM layout_version v WHERE v.layout_id = l.id), 0), :page, :by"
                        + " FROM (SELECT id FROM layout WHERE id = :layout AND controller_id = :controller FOR UPDATE) l RETURNING version")
                .bind("layout", layout)
                .bind("controller", controller.value())
                .bind("page", page)
                .bind("by", by)
                .mapTo(Integer.class)
                .findOne());
  }

  private static LayoutVersion version(ResultSet row) throws SQLException {
    return new LayoutVersion(
        row.getLong("layout_id"),
        row.getLong("id"),
        row.getString("name"),
        row.getInt("version"),
        row.getString("page"),
        row.getString("created_by"),
        row.getObject("created_at", OffsetDateTime.class).toInstant());
  }
}
