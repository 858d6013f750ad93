package nl.voorkeur.mailing;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.permission.SendGate;
import nl.voorkeur.platform.persistence.Sql;

/**
 * Writes down what became of deliveries. The driver's own calls, as this is the one thing that is
 * written for every message.
 */
final class SettlementStore {

  private static final String SETTLE =
      "SELECT number FROM settle_deliveries(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

  private final Sql sql;

  SettlementStore(Sql sql) {
    this.sql = sql;
  }

  private record Settled(Turns.Turn turn, int turnNumber, Settlement change) {}

  /**
   * Writes down what became of some deliveries of several claims, at once and durably.
   *
   * @return of each turn what was written; the rest is no longer that worker's, though it may be
   *     that of another one in the same list
   */
  List<Set<RecipientId>> settle(List<Turns.Turn> turns) {
    List<Settled> all = new ArrayList<>();
    List<Set<RecipientId>> written = new ArrayList<>(turns.size());
    for (int i = 0; i < turns.size(); i++) {
      written.add(new HashSet<>());
      for (Settlement change : turns.get(i).changes()) {
        all.add(new Settled(turns.get(i), i, change));
      }
    }
    return sql.directly(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(SETTLE)) {
            bind(connection, statement, all);
            try (ResultSet rows = statement.executeQuery()) {
              while (rows.next()) {
                Settled one = all.get(rows.getInt(1) - 1);
                written.get(one.turnNumber()).add(one.change().recipient());
              }
            }
            return written;
          }
        });
  }

  private static void bind(Connection connection, PreparedStatement to, List<Settled> all)
      throws SQLException {
    Columns columns = new Columns(connection, all);
    to.setArray(1, columns.of("int8", new Long[0], one -> one.turn().mailing().value()));
    to.setArray(2, columns.of("uuid", new UUID[0], one -> one.turn().claim()));
    to.setArray(3, columns.of("int8", new Long[0], one -> one.change().recipient().value()));
    to.setArray(4, columns.of("text", new String[0], one -> one.change().state().name()));
    to.setArray(5, columns.of("text", new String[0], one -> one.change().status().orElse(null)));
    to.setArray(6, columns.of("text", new String[0], one -> name(one.change().denial())));
    to.setArray(
        7,
        columns.of(
            "text", new String[0], one -> name(one.change().proof().map(proof -> proof.basis()))));
    to.setArray(
        8,
        columns.of(
            "int8",
            new Long[0],
            one -> one.change().proof().map(proof -> (long) proof.proofSeq()).orElse(null)));
    to.setArray(
        9,
        columns.of(
            "int8", new Long[0], one -> one.change().delay().map(Duration::toMillis).orElse(null)));
    to.setArray(10, columns.of("bool", new Boolean[0], one -> one.change().putOff()));
    to.setLong(11, SendGate.START_WITHIN.toMillis());
  }

  private static String name(Optional<? extends Enum<?>> code) {
    return code.map(value -> value.name()).orElse(null);
  }

  private record Columns(Connection connection, List<Settled> rows) {

    <T> Array of(String type, T[] none, Function<Settled, T> part) throws SQLException {
      T[] values = Arrays.copyOf(none, rows.size());
      for (int i = 0; i < values.length; i++) {
        values[i] = part.apply(rows.get(i));
      }
      return connection.createArrayOf(type, values);
    }
  }
}
