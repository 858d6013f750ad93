package nl.voorkeur.privacy;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.platform.persistence.Sql;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/** The register of processors in the database. */
final class ProcessorStore {

  private final Sql sql;

  ProcessorStore(Sql sql) {
    this.sql = sql;
  }

  /** By category and name. */
  List<Processor> all(ControllerId controller) {
    return sql.with(
        handle -> {
          Map<Long, Map<Language, String>> duties = new HashMap<>();
          Map<Long, Map<Language, String>> onward = new HashMap<>();
          handle
              .createQuery(
                  "SELECT t.* FROM processor_text t JOIN processor p ON p.id = t.processor_id WHERE p.controller_id = :controller")
              .bind("controller", controller.value())
              .mapToMap()
              .forEach(
                  row -> {
                    long id = (Long) row.get("processor_id");
                    Language language = Language.valueOf((String) row.get("language"));
                    put(duties, id, language, (String) row.get("duty"));
                    put(onward, id, language, (String) row.get("onward"));
                  });
          return handle
              .createQuery(
                  "SELECT * FROM processor WHERE controller_id = :controller ORDER BY category, name")
              .bind("controller", controller.value())
              .map((row, context) -> processor(row, duties, onward))
              .list();
        });
  }

  private static void put(
      Map<Long, Map<Language, String>> all, long id, Language language, String text) {
    if (!text.isEmpty()) {
      all.computeIfAbsent(id, any -> new EnumMap<>(Language.class)).put(language, text);
    }
  }

  /** The id of a new entry; nothing when the controller has one of that name. */
  Optional<Long> add(ControllerId controller, Processor one) {
    return sql.with(
        handle -> {
          Optional<Long> id =
              bind(
                      handle.createQuery(
                          "INSERT INTO processor (controller_id, name, category, country, safeguard, agreed_from, agreed_until, policy_url, own_use)"
                              + " VALUES (:controller, :name, :category, :country, :safeguard, :from, :until, :policy, :ownUse)"
                              + " ON CONFLICT (controller_id, name) DO NOTHING RETURNING id"),
                      controller,
                      one)
                  .mapTo(Long.class)
                  .findOne();
          id.ifPresent(made -> words(handle, made, one));
          return id;
        });
  }

  /** Whether it was done; not when somebody else changed the entry since. */
  boolean change(ControllerId controller, Processor one) {
    return sql.with(
        handle -> {
          int changed =
              bind(
                      handle.createUpdate(
                          "UPDATE processor SET name = :name, category = :category, country = :country, safeguard = :safeguard,"
                              + " agreed_from = :from, agreed_until = :until, policy_url = :policy, own_use = :ownUse, version = version + 1"
                              + " WHERE id = :id AND controller_id = :controller AND version = :version"),
                      controller,
                      one)
                  .bind("id", one.id())
                  .bind("version", one.version())
                  .execute();
          if (changed == 1) {
            handle.execute("DELETE FROM processor_text WHERE processor_id = ?", one.id());
            words(handle, one.id(), one);
          }
          return changed == 1;
        });
  }

  boolean remove(ControllerId controller, long id) {
    return sql.with(
            handle ->
                handle.execute(
                    "DELETE FROM processor WHERE id = ? AND controller_id = ?",
                    id,
                    controller.value()))
        == 1;
  }

  private static void words(Handle handle, long id, Processor one) {
    for (Language language : Language.values()) {
      String duty = one.duties().getOrDefault(language, "");
      String onward = one.onward().getOrDefault(language, "");
      if (!duty.isEmpty() || !onward.isEmpty()) {
        handle.execute(
            "INSERT INTO processor_text (processor_id, language, duty, onward) VALUES (?, CAST(? AS language), ?, ?)",
            id,
            language.name(),
            duty,
            onward);
      }
    }
  }

  private static <S extends SqlStatement<S>> S bind(
      S statement, ControllerId controller, Processor one) {
    return statement
        .bind("controller", controller.value())
        .bind("name", one.name())
        .bind("category", one.category().name())
        .bind("country", one.country())
        .bind("safeguard", one.safeguard().map(Enum::name).orElse(null))
        .bind("from", one.agreedFrom().orElse(null))
        .bind("until", one.agreedUntil().orElse(null))
        .bind("policy", one.policy().orElse(null))
        .bind("ownUse", one.ownUse().map(Enum::name).orElse(null));
  }

  private static Processor processor(
      ResultSet row,
      Map<Long, Map<Language, String>> duties,
      Map<Long, Map<Language, String>> onward)
      throws SQLException {
    long id = row.getLong("id");
    return new Processor(
        id,
        row.getString("name"),
        ProcessorCategory.valueOf(row.getString("category")),
        row.getString("country"),
        Optional.ofNullable(row.getString("safeguard")).map(Safeguard::valueOf),
        Optional.ofNullable(row.getObject("agreed_from", LocalDate.class)),
        Optional.ofNullable(row.getObject("agreed_until", LocalDate.class)),
        Optional.ofNullable(row.getString("policy_url")),
        Optional.ofNullable(row.getString("own_use")).map(OwnUse::valueOf),
        duties.getOrDefault(id, Map.of()),
        onward.getOrDefault(id, Map.of()),
        row.getLong("version"));
  }
}
