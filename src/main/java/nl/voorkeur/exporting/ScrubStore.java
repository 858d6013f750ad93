package nl.voorkeur.exporting;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.platform.persistence.DatabaseOutage;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.recipient.AddressKeys;

/**
 * Asks the one rule about entries of a list. Reasons are told of those whom the controller holds;
 * everybody else, be it a stranger, somebody suppressed or somebody erased, gets the same answer.
 */
final class ScrubStore {

  private final Sql sql;
  private final AddressKeys keys;

  ScrubStore(Sql sql, AddressKeys keys) {
    this.sql = sql;
    this.keys = keys;
  }

  boolean isOf(ControllerId controller, TopicId topic) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT count(*) = 1 FROM topic WHERE id = :topic AND controller_id = :controller")
                .bind("topic", topic.value())
                .bind("controller", controller.value())
                .mapTo(Boolean.class)
                .one());
  }

  List<ScrubAnswer> addresses(TopicId topic, List<EmailAddress> asked, Instant at) {
    if (asked.isEmpty()) {
      return List.of();
    }
    byte[][] current = asked.stream().map(keys::of).toArray(byte[][]::new);
    Object[] compareKeys = asked.stream().map(EmailAddress::compareKey).toArray();
    Object[] unicodeKeys =
        asked.stream().map(address -> address.unicodeKey().orElse(null)).toArray();
    return ask(
        "scrub_addresses",
        asked.size(),
        (connection, query) -> {
          query.setLong(1, topic.value());
          query.setObject(2, Sql.time(at));
          query.setArray(3, connection.createArrayOf("bytea", current));
          query.setArray(4, connection.createArrayOf("text", compareKeys));
          query.setArray(5, connection.createArrayOf("text", unicodeKeys));
          query.setLong(6, topic.value());
          query.setLong(7, topic.value());
          query.setObject(8, Sql.time(at));
        });
  }

  List<ScrubAnswer> hashes(TopicId topic, List<byte[]> asked, Instant at) {
    if (asked.isEmpty()) {
      return List.of();
    }
    return ask(
        "scrub_hashes",
        asked.size(),
        (connection, query) -> {
          query.setArray(1, connection.createArrayOf("bytea", asked.toArray(byte[][]::new)));
          query.setLong(2, topic.value());
          query.setLong(3, topic.value());
          query.setObject(4, Sql.time(at));
        });
  }

  /** Fills in what a query asks about. */
  private interface Question {
    void fill(Connection connection, PreparedStatement query) throws SQLException;
  }

  /** The driver's own calls, as this is asked by the million: arrays go over in binary form. */
  private List<ScrubAnswer> ask(String statement, int size, Question question) {
    return sql.with(
        handle -> {
          Connection connection = handle.getConnection();
          try (PreparedStatement query =
              connection.prepareStatement(sql.text(ScrubStore.class, statement))) {
            question.fill(connection, query);
            List<ScrubAnswer> answers = new ArrayList<>(size);
            try (ResultSet rows = query.executeQuery()) {
              while (rows.next()) {
                boolean permitted = rows.getBoolean("permitted");
                answers.add(
                    new ScrubAnswer(
                        permitted,
                        permitted ? "" : rows.getString("reason"),
                        permitted ? rows.getString("basis") : ""));
              }
            }
            return answers;
          } catch (SQLException e) {
            throw new DatabaseOutage(e);
          }
        });
  }
}
