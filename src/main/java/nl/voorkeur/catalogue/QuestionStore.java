package nl.voorkeur.catalogue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.kernel.QuestionId;
import nl.voorkeur.platform.persistence.Sql;
import org.jdbi.v3.core.Handle;

/** Questions in the database. */
final class QuestionStore {

  private final Sql sql;

  QuestionStore(Sql sql) {
    this.sql = sql;
  }

  List<Question> all(ControllerId controller) {
    return sql.with(
        handle -> {
          Map<Long, Question> found = new LinkedHashMap<>();
          handle
              .createQuery(
                  "SELECT q.id, q.profiling, q.open, q.version, x.language, x.label, x.choices FROM question q"
                      + " JOIN question_text x ON x.question_id = q.id WHERE q.controller_id = :controller"
                      + " ORDER BY q.position, q.id")
              .bind("controller", controller.value())
              .map((row, context) -> question(row))
              .forEach(one -> found.merge(one.id().value(), one, QuestionStore::joined));
          return List.copyOf(found.values());
        });
  }

  private static Question question(ResultSet row) throws SQLException {
    String[] choices = (String[]) row.getArray("choices").getArray();
    return new Question(
        new QuestionId(row.getLong("id")),
        row.getBoolean("profiling"),
        row.getBoolean("open"),
        row.getLong("version"),
        Map.of(
            Language.valueOf(row.getString("language")),
            new Question.Text(row.getString("label"), List.of(choices))));
  }

  private static Question joined(Question one, Question other) {
    Map<Language, Question.Text> texts = new EnumMap<>(Language.class);
    texts.putAll(one.texts());
    texts.putAll(other.texts());
    return new Question(one.id(), one.profiling(), one.open(), one.version(), texts);
  }

  QuestionId add(ControllerId controller, boolean profiling, Map<Language, Question.Text> texts) {
    return sql.with(
        handle -> {
          long id =
              handle
                  .createQuery(
                      "INSERT INTO question (controller_id, position, profiling)"
                          + " SELECT :controller, coalesce(max(position) + 1, 0), :profiling FROM question"
                          + " WHERE controller_id = :controller RETURNING id")
                  .bind("controller", controller.value())
                  .bind("profiling", profiling)
                  .mapTo(Long.class)
                  .one();
          write(handle, id, texts);
          return new QuestionId(id);
        });
  }

  boolean change(
      ControllerId controller,
      QuestionId id,
      long version,
      boolean profiling,
      Map<Language, Question.Text> texts) {
    return sql.with(
        handle -> {
          int changed =
              handle
                  .createUpdate(
                      "UPDATE question SET profiling = :profiling, version = version + 1"
                          + " WHERE id = :id AND controller_id = :controller AND version = :version")
                  .bind("profiling", profiling)
                  .bind("id", id.value())
                  .bind("controller", controller.value())
                  .bind("version", version)
                  .execute();
          if (changed == 1) {
            handle.execute("DELETE FROM question_text WHERE question_id = ?", id.value());
            write(handle, id.value(), texts);
          }
          return changed == 1;
        });
  }

  boolean open(ControllerId controller, QuestionId id, boolean asked) {
    return sql.with(
            handle ->
                handle
                    .createUpdate(
                        "UPDATE question SET open = :open, version = version + 1"
                            + " WHERE id = :id AND controller_id = :controller AND open <> :open")
                    .bind("open", asked)
                    .bind("id", id.value())
                    .bind("controller", controller.value())
                    .execute())
        == 1;
  }

  private static void write(Handle handle, long id, Map<Language, Question.Text> texts) {
    texts.forEach(
        (language, text) ->
            handle
                .createUpdate(
                    "INSERT INTO question_text (question_id, language, label, choices)"
                        + " VALUES (:id, :language, :label, :choices)")
                .bind("id", id)
                .bind("language", language.name())
                .bind("label", text.label())
                .bind("choices", text.choices().toArray(String[]::new))
                .execute());
  }
}
