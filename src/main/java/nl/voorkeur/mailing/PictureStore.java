package nl.voorkeur.mailing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.MailingId;
import nl.voorkeur.platform.persistence.Sql;
import org.jdbi.v3.core.Handle;

/** The pictures of controllers in the database. */
final class PictureStore {

  private static final String ABOUT =
      "SELECT id, name, hash, media_type, width, height, octet_length(content) AS size FROM mail_image";

  private final Sql sql;

  PictureStore(Sql sql) {
    this.sql = sql;
  }

  /** By name. */
  List<Picture> list(ControllerId controller) {
    return sql.with(handle -> list(handle, controller));
  }

  static List<Picture> list(Handle handle, ControllerId controller) {
    return handle
        .createQuery(ABOUT + " WHERE controller_id = :controller ORDER BY name")
        .bind("controller", controller.value())
        .map((row, context) -> picture(row))
        .list();
  }

  /** The bytes of the pictures whose names stand in a text of the mailing, by hash. */
  static Map<String, byte[]> shownIn(Handle handle, MailingId mailing) {
    return handle
        .createQuery(
            "SELECT i.hash, i.content FROM mail_image i JOIN mailing m ON m.controller_id = i.controller_id"
                + " LEFT JOIN layout_version v ON v.id = m.layout_version_id WHERE m.id = :id"
                + " AND (strpos(m.body, i.name) > 0 OR strpos(v.page, i.name) > 0 OR EXISTS (SELECT FROM mailing_text x WHERE x.mailing_id = m.id AND strpos(x.body, i.name) > 0))")
        .bind("id", mailing.value())
        .map((row, context) -> Map.entry(row.getString("hash"), row.getBytes("content")))
        .list()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, same) -> one));
  }

  /** Keeps a picture; false when the controller has one of that name. */
  boolean add(ControllerId controller, String name, PictureFile.Drawn file, String by) {
    return sql.with(
            handle ->
                handle
                    .createUpdate(
                        "INSERT INTO mail_image (controller_id, name, hash, media_type, width, height, content, created_by)"
                            + " VALUES (:controller, :name, :hash, :type, :width, :height, :content, :by)"
                            + " ON CONFLICT (controller_id, name) DO NOTHING")
                    .bind("controller", controller.value())
                    .bind("name", name)
                    .bind("hash", file.hash())
                    .bind("type", file.mediaType())
                    .bind("width", file.width())
                    .bind("height", file.height())
                    .bind("content", file.bytes())
                    .bind("by", by)
                    .execute())
        == 1;
  }

  /** Not one that a mailing which left shows, as people may open that any time, nor a layout. */
  boolean drop(ControllerId controller, long picture) {
    return sql.with(
            handle ->
                handle
                    .createUpdate(
                        "DELETE FROM mail_image i WHERE i.id = :id AND i.controller_id = :controller"
                            + " AND NOT EXISTS (SELECT FROM mailing m LEFT JOIN mailing_text x ON x.mailing_id = m.id WHERE m.controller_id = i.controller_id"
                            + " AND (strpos(m.body, i.name) > 0 OR strpos(x.body, i.name) > 0))"
                            + " AND NOT EXISTS (SELECT FROM layout l JOIN layout_version v ON v.layout_id = l.id WHERE l.controller_id = i.controller_id AND strpos(v.page, i.name) > 0)")
                    .bind("id", picture)
                    .bind("controller", controller.value())
                    .execute())
        == 1;
  }

  /** The bytes at an address, whose ever they are: whoever knows it may see it. */
  Optional<byte[]> bytes(String hash, String mediaType) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT content FROM mail_image WHERE hash = :hash AND media_type = :type LIMIT 1")
                .bind("hash", hash)
                .bind("type", mediaType)
                .mapTo(byte[].class)
                .findOne());
  }

  private static Picture picture(ResultSet row) throws SQLException {
    return new Picture(
        row.getLong("id"),
        row.getString("name"),
        row.getString("hash"),
        row.getString("media_type"),
        row.getInt("width"),
        row.getInt("height"),
        row.getLong("size"));
  }
}
