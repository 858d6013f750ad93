package nl.voorkeur.monitoring;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.Denial;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.permission.Tally;
import nl.voorkeur.platform.persistence.Sql;
import org.jdbi.v3.core.Handle;

/** Counts of very many people, kept with the moment at which they were taken. */
final class TallyStore {

  /** What stands for all whom the controller knows, in the place of a topic. */
  private static final long EVERYBODY = 0;

  private final Sql sql;

  TallyStore(Sql sql) {
    this.sql = sql;
  }

  /** Whether a controller knows at most so many people, without counting the others. */
  boolean isFew(ControllerId controller, int most) {
    return sql.with(
            handle ->
                handle
                    .createQuery(
                        "SELECT count(*) FROM (SELECT FROM recipient WHERE controller_id = :controller LIMIT :most) found")
                    .bind("controller", controller.value())
                    .bind("most", most + 1)
                    .mapTo(Integer.class)
                    .one())
        <= most;
  }

  /** How many people a controller knows at this moment. */
  long known(ControllerId controller) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT count(*) FROM recipient r WHERE r.controller_id = :controller"
                        + " AND r.erased_at IS NULL AND r.merged_into IS NULL")
                .bind("controller", controller.value())
                .mapTo(Long.class)
                .one());
  }

  /** The counts that were kept; nothing before all of them were taken once. */
  Optional<Counted> kept(ControllerId controller, List<TopicId> topics) {
    Map<Long, Map<Denial, Long>> denied = new HashMap<>();
    Map<Long, Long> permitted = new HashMap<>();
    Instant[] oldest = {Instant.MAX};
    sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT t.*, d.key, d.value::bigint AS people FROM tally t"
                        + " LEFT JOIN LATERAL jsonb_each_text(t.denied) d ON true WHERE t.controller_id = :controller")
                .bind("controller", controller.value())
                .map(
                    (row, context) -> {
                      long topic = row.getLong("topic_id");
                      Instant at = row.getObject("at", OffsetDateTime.class).toInstant();
                      permitted.put(topic, row.getLong("permitted"));
                      Map<Denial, Long> why =
                          denied.computeIfAbsent(topic, one -> new EnumMap<>(Denial.class));
                      if (row.getString("key") != null) {
                        why.put(Denial.valueOf(row.getString("key")), row.getLong("people"));
                      }
                      if (at.isBefore(oldest[0])) {
                        oldest[0] = at;
                      }
                      return topic;
                    })
                .list());
    if (!permitted.containsKey(EVERYBODY)
        || !topics.stream().map(TopicId::value).allMatch(permitted::containsKey)) {
      return Optional.empty();
    }
    Map<TopicId, Tally> tallies = new HashMap<>();
    topics.forEach(
        topic ->
            tallies.put(topic, new Tally(permitted.get(topic.value()), denied.get(topic.value()))));
    return Optional.of(new Counted(permitted.get(EVERYBODY), tallies, Optional.of(oldest[0])));
  }

  /** Takes every count of a controller that is older than a moment, unless somebody is at it. */
  void count(ControllerId controller, Instant olderThan, Instant now) {
    sql.with(
        handle ->
            handle.inTransaction(
                tx -> {
                  tx.execute("SET LOCAL statement_timeout = '10min'");
                  boolean free =
                      tx.createQuery(
                              "SELECT pg_try_advisory_xact_lock(hashtext('tally'), :controller::int)")
                          .bind("controller", controller.value())
                          .mapTo(Boolean.class)
                          .one();
                  if (free) {
                    stale(tx, controller, olderThan)
                        .forEach(
                            topic ->
                                tx.createUpdate(
                                        sql.text(
                                            TallyStore.class,
                                            topic == EVERYBODY ? "known" : "tally"))
                                    .bind("controller", controller.value())
                                    .bind("topic", topic)
                                    .bind("now", Sql.time(now))
                                    .execute());
                  }
                  return free;
                }));
  }

  private static List<Long> stale(Handle tx, ControllerId controller, Instant olderThan) {
    return tx.createQuery(
            "SELECT one.id FROM (SELECT 0::bigint AS id UNION ALL SELECT id FROM topic WHERE controller_id = :controller) one"
                + " WHERE NOT EXISTS (SELECT FROM tally t WHERE t.controller_id = :controller AND t.topic_id = one.id AND t.at >= :than)")
        .bind("controller", controller.value())
        .bind("than", Sql.time(olderThan))
        .mapTo(Long.class)
        .list();
  }

  List<ControllerId> controllers() {
    return sql.with(
        handle ->
            handle.createQuery("SELECT id FROM controller").mapTo(Long.class).list().stream()
                .map(ControllerId::new)
                .toList());
  }
}
