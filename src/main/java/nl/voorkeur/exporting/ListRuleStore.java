package nl.voorkeur.exporting;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.platform.persistence.Sql;

/** What lists may be used for by topic, and whether a second person has to agree. */
final class ListRuleStore {

  private final Sql sql;

  ListRuleStore(Sql sql) {
    this.sql = sql;
  }

  boolean needsSecondPerson(ControllerId controller) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT second_person FROM list_rule WHERE controller_id = :controller")
                .bind("controller", controller.value())
                .mapTo(Boolean.class)
                .findOne()
                .orElse(false));
  }

  void askSecondPerson(ControllerId controller, boolean asked) {
    sql.with(
        handle ->
            handle
                .createUpdate(
                    "INSERT INTO list_rule (controller_id, second_person) VALUES (:controller, :asked)"
                        + " ON CONFLICT (controller_id) DO UPDATE SET second_person = :asked")
                .bind("controller", controller.value())
                .bind("asked", asked)
                .execute());
  }

  /** The uses declared for each topic of the controller that has any. */
  Map<Long, Set<DeclaredUse>> declared(ControllerId controller) {
    return sql.with(
        handle -> {
          Map<Long, Set<DeclaredUse>> uses = new TreeMap<>();
          handle
              .createQuery(
                  "SELECT u.topic_id, u.use FROM topic_use u JOIN topic t ON t.id = u.topic_id WHERE t.controller_id = :controller")
              .bind("controller", controller.value())
              .map(
                  (row, context) ->
                      uses.computeIfAbsent(row.getLong("topic_id"), any -> new HashSet<>())
                          .add(DeclaredUse.valueOf(row.getString("use"))))
              .list();
          return uses;
        });
  }

  /** False when the topic is not the controller's. */
  boolean declare(ControllerId controller, TopicId topic, Collection<DeclaredUse> uses) {
    return sql.with(
        handle -> {
          List<String> names = uses.stream().map(Enum::name).toList();
          handle
              .createUpdate(
                  "DELETE FROM topic_use u USING topic t WHERE t.id = u.topic_id AND t.id = :topic AND t.controller_id = :controller"
                      + " AND u.use <> ALL (:uses)")
              .bind("topic", topic.value())
              .bind("controller", controller.value())
              .bind("uses", names.toArray(String[]::new))
              .execute();
          handle
              .createUpdate(
                  "INSERT INTO topic_use (topic_id, use) SELECT t.id, n.use FROM topic t, unnest(:uses) AS n (use)"
                      + " WHERE t.id = :topic AND t.controller_id = :controller ON CONFLICT DO NOTHING")
              .bind("topic", topic.value())
              .bind("controller", controller.value())
              .bind("uses", names.toArray(String[]::new))
              .execute();
          return handle
              .createQuery(
                  "SELECT count(*) = 1 FROM topic WHERE id = :topic AND controller_id = :controller")
              .bind("topic", topic.value())
              .bind("controller", controller.value())
              .mapTo(Boolean.class)
              .one();
        });
  }
}
