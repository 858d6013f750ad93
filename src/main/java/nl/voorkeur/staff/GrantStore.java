package nl.voorkeur.staff;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.OperatorId;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.security.Reach.Grant;

/** Roles of members of staff at single controllers, in the database. */
final class GrantStore {

  private final Sql sql;

  GrantStore(Sql sql) {
    this.sql = sql;
  }

  /** What somebody may do at single controllers, by the names of those. */
  List<Grant> of(OperatorId operator) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT g.controller_id, c.slug, g.roles FROM operator_grant g"
                        + " JOIN controller c ON c.id = g.controller_id WHERE g.operator_id = :operator ORDER BY c.name")
                .bind("operator", operator.value())
                .map(
                    (row, context) ->
                        new Grant(
                            new ControllerId(row.getLong("controller_id")),
                            row.getString("slug"),
                            Set.of(row.getString("roles").split(","))))
                .list());
  }

  /** Replaces them. */
  void set(OperatorId operator, Map<ControllerId, Set<String>> grants) {
    sql.with(
        handle -> {
          handle.execute("DELETE FROM operator_grant WHERE operator_id = ?", operator.value());
          grants.forEach(
              (controller, roles) -> {
                if (!roles.isEmpty()) {
                  handle.execute(
                      "INSERT INTO operator_grant (operator_id, controller_id, roles) VALUES (?, ?, ?)",
                      operator.value(),
                      controller.value(),
                      String.join(",", new TreeSet<>(roles)));
                }
              });
          return null;
        });
  }

  /** All controllers, by name. */
  List<Place> places() {
    return sql.with(
        handle ->
            handle
                .createQuery("SELECT id, slug, name FROM controller ORDER BY name")
                .map(
                    (row, context) ->
                        new Place(
                            new ControllerId(row.getLong("id")),
                            row.getString("slug"),
                            row.getString("name")))
                .list());
  }

  /** Roles as a column holds them; an empty column is none. */
  static Set<String> roles(String column) {
    return Arrays.stream(column.split(","))
        .filter(role -> !role.isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
