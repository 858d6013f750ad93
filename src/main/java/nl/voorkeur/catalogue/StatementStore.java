package nl.voorkeur.catalogue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.kernel.StatementId;
import nl.voorkeur.platform.persistence.Sql;
import org.jdbi.v3.core.Handle;

/** Statements in the database, append-only. */
final class StatementStore {

  private final Sql sql;

  StatementStore(Sql sql) {
    this.sql = sql;
  }

  Optional<StatementVersion> current(ControllerId controller, Language language) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT s.id, s.version, s.language, s.published_at"
                        + " FROM controller c JOIN statement s ON s.controller_id = c.id AND s.version = c.statement_version"
                        + " WHERE c.id = :controller"
                        + " ORDER BY s.language = CAST(:language AS language) DESC, s.language = c.default_language DESC, s.id LIMIT 1")
                .bind("controller", controller.value())
                .bind("language", language.name())
                .map((row, context) -> version(row))
                .findOne());
  }

  List<StatementVersion> all(ControllerId controller) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT id, version, language, published_at FROM statement WHERE controller_id = :controller"
                        + " ORDER BY version DESC, language")
                .bind("controller", controller.value())
                .map((row, context) -> version(row))
                .list());
  }

  Map<Language, String> texts(ControllerId controller, int version) {
    return sql.with(handle -> texts(handle, controller, version));
  }

  /** Two who publish at once wait for each other, and the second has nothing left to publish. */
  Optional<Integer> publish(ControllerId controller, Map<Language, String> texts) {
    if (texts.isEmpty()) {
      throw new IllegalArgumentException("a statement has a text");
    }
    return sql.with(
        handle -> {
          int last =
              handle
                  .createQuery(
                      "SELECT coalesce(statement_version, 0) FROM controller WHERE id = :controller FOR UPDATE")
                  .bind("controller", controller.value())
                  .mapTo(Integer.class)
                  .one();
          if (texts(handle, controller, last).equals(texts)) {
            return Optional.empty();
          }
          var batch =
              handle.prepareBatch(
                  "INSERT INTO statement (controller_id, language, version, text)"
                      + " VALUES (:controller, CAST(:language AS language), :version, :text)");
          texts.forEach(
              (language, text) ->
                  batch
                      .bind("controller", controller.value())
                      .bind("language", language.name())
                      .bind("version", last + 1)
                      .bind("text", text)
                      .add());
          batch.execute();
          return Optional.of(last + 1);
        });
  }

  private static Map<Language, String> texts(Handle handle, ControllerId controller, int version) {
    Map<Language, String> texts = new EnumMap<>(Language.class);
    handle
        .createQuery(
            "SELECT language, text FROM statement WHERE controller_id = :controller AND version = :version")
        .bind("controller", controller.value())
        .bind("version", version)
        .map((row, context) -> Map.entry(Language.valueOf(row.getString(1)), row.getString(2)))
        .forEach(entry -> texts.put(entry.getKey(), entry.getValue()));
    return texts;
  }

  private static StatementVersion version(ResultSet row) throws SQLException {
    return new StatementVersion(
        new StatementId(row.getLong("id")),
        row.getInt("version"),
        Language.valueOf(row.getString("language")),
        row.getObject("published_at", OffsetDateTime.class).toInstant());
  }
}
