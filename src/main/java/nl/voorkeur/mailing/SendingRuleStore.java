package nl.voorkeur.mailing;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.platform.persistence.Sql;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;

/** What controllers allow, what of it was used today, and the nodes that share it. */
final class SendingRuleStore {

  private final Sql sql;

  SendingRuleStore(Sql sql) {
    this.sql = sql;
  }

  /** The rules of every controller that has some. */
  Map<ControllerId, SendingRules> all() {
    return read(Optional.empty());
  }

  Optional<SendingRules> find(ControllerId controller) {
    return Optional.ofNullable(read(Optional.of(controller)).get(controller));
  }

  private Map<ControllerId, SendingRules> read(Optional<ControllerId> only) {
    Long id = only.map(ControllerId::value).orElse(null);
    return sql.with(
        handle -> {
          Map<ControllerId, List<DomainRule>> domains = new HashMap<>();
          handle
              .createQuery(
                  "SELECT * FROM domain_rule WHERE controller_id = coalesce(:id::bigint, controller_id) ORDER BY domain")
              .bind("id", id)
              .map(
                  (row, context) ->
                      domains.merge(
                          controller(row), List.of(domainRule(row)), SendingRuleStore::joined))
              .list();
          Map<ControllerId, SendingRules> all = new HashMap<>();
          handle
              .createQuery(
                  "SELECT * FROM sending_rule WHERE controller_id = coalesce(:id::bigint, controller_id)")
              .bind("id", id)
              .map(rules(domains))
              .forEach(entry -> all.put(entry.getKey(), entry.getValue()));
          return all;
        });
  }

  private static <T> List<T> joined(List<T> first, List<T> second) {
    return java.util.stream.Stream.concat(first.stream(), second.stream()).toList();
  }

  private static ControllerId controller(ResultSet row) throws SQLException {
    return new ControllerId(row.getLong("controller_id"));
  }

  private static DomainRule domainRule(ResultSet row) throws SQLException {
    return new DomainRule(
        row.getString("domain"), number(row, "per_second"), number(row, "connections"));
  }

  private static RowMapper<Map.Entry<ControllerId, SendingRules>> rules(
      Map<ControllerId, List<DomainRule>> domains) {
    return (ResultSet row, StatementContext context) ->
        Map.entry(
            controller(row),
            new SendingRules(
                number(row, "per_second"),
                number(row, "connections"),
                row.getInt("lifetime_hours"),
                Optional.ofNullable(row.getBigDecimal("bounce_percent")),
                Optional.ofNullable(row.getBigDecimal("complaint_percent")),
                row.getInt("after_messages"),
                Optional.ofNullable(row.getObject("warm_up_from", LocalDate.class)),
                numbers(row.getArray("warm_up")),
                domains.getOrDefault(controller(row), List.of())));
  }

  private static Optional<Integer> number(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, Integer.class));
  }

  private static List<Integer> numbers(Array array) throws SQLException {
    return List.of((Integer[]) array.getArray());
  }

  /** Replaces what a controller allows; false when there is no such controller. */
  boolean save(ControllerId controller, SendingRules rules) {
    return sql.with(
        handle -> {
          handle
              .createUpdate("DELETE FROM domain_rule WHERE controller_id = :controller")
              .bind("controller", controller.value())
              .execute();
          int saved =
              handle
                  .createUpdate(sql.text(SendingRuleStore.class, "save_rules"))
                  .bind("controller", controller.value())
                  .bind("perSecond", rules.perSecond().orElse(null))
                  .bind("connections", rules.connections().orElse(null))
                  .bind("lifetime", rules.lifetimeHours())
                  .bind("bounces", rules.bouncePercent().orElse(null))
                  .bind("complaints", rules.complaintPercent().orElse(null))
                  .bind("after", rules.afterMessages())
                  .bind("warmUpFrom", rules.warmUpFrom().orElse(null))
                  .bind(
                      "warmUp",
                      rules.warmUp().stream().map(Integer::longValue).toArray(Long[]::new))
                  .execute();
          for (DomainRule rule : rules.domains()) {
            handle
                .createUpdate(
                    "INSERT INTO domain_rule (controller_id, domain, per_second, connections)"
                        + " VALUES (:controller, :domain, :perSecond, :connections)")
                .bind("controller", controller.value())
                .bind("domain", rule.domain())
                .bind("perSecond", rule.perSecond().orElse(null))
                .bind("connections", rule.connections().orElse(null))
                .execute();
          }
          return saved == 1;
        });
  }

  /**
   * Takes messages out of a day's maximum; as many as are left, down to none. One statement each,
   * so that nodes never take the same ones.
   */
  int grant(ControllerId controller, LocalDate day, int most, int wanted) {
    return sql.with(
        handle -> {
          handle
              .createUpdate(
                  "INSERT INTO sending_day (controller_id, day, messages) VALUES (:controller, :day, 0) ON CONFLICT DO NOTHING")
              .bind("controller", controller.value())
              .bind("day", day)
              .execute();
          for (int ask = wanted; ask > 0; ask /= 2) {
            int granted =
                handle
                    .createUpdate(
                        "UPDATE sending_day SET messages = messages + :ask"
                            + " WHERE controller_id = :controller AND day = :day AND messages + :ask <= :most")
                    .bind("controller", controller.value())
                    .bind("day", day)
                    .bind("ask", ask)
                    .bind("most", most)
                    .execute();
            if (granted == 1) {
              return ask;
            }
          }
          return 0;
        });
  }

  /** Gives back what wasn't used. */
  void giveBack(ControllerId controller, LocalDate day, int messages) {
    if (messages > 0) {
      sql.with(
          handle ->
              handle
                  .createUpdate(
                      "UPDATE sending_day SET messages = greatest(0, messages - :messages) WHERE controller_id = :controller AND day = :day")
                  .bind("controller", controller.value())
                  .bind("day", day)
                  .bind("messages", messages)
                  .execute());
    }
  }

  /** How many of that day's were given out. */
  int used(ControllerId controller, LocalDate day) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT coalesce(sum(messages), 0) FROM sending_day WHERE controller_id = :controller AND day = :day")
                .bind("controller", controller.value())
                .bind("day", day)
                .mapTo(Integer.class)
                .one());
  }

  /** Says that this node lives, and counts those that do. */
  Pacing.Share share(UUID node, long leaseSeconds) {
    return sql.with(
        handle -> {
          handle
              .createUpdate(
                  "INSERT INTO mail_node (id, lease_until) VALUES (:node, clock_timestamp() + :lease * interval '1 second')"
                      + " ON CONFLICT (id) DO UPDATE SET lease_until = excluded.lease_until")
              .bind("node", node)
              .bind("lease", leaseSeconds)
              .execute();
          return handle
              .createQuery(
                  "SELECT count(*) AS nodes, count(*) FILTER (WHERE id < :node) AS rank FROM mail_node WHERE lease_until > clock_timestamp()")
              .bind("node", node)
              .map(
                  (row, context) ->
                      new Pacing.Share(Math.max(1, row.getInt("nodes")), row.getInt("rank")))
              .one();
        });
  }

  /** This node sends no more. */
  void depart(UUID node) {
    sql.with(
        handle ->
            handle
                .createUpdate(
                    "DELETE FROM mail_node WHERE id = :node OR lease_until < clock_timestamp() - interval '1 hour'")
                .bind("node", node)
                .execute());
  }
}
