package nl.voorkeur.permission;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.Decision;
import nl.voorkeur.kernel.Denial;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.kernel.LegalBasis;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.recipient.AddressKeys;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Asks the one rule, {@code permission_decision} (R__permission_decision.sql), and translates its
 * answer.
 */
final class DecisionStore {

  private static final Decision UNKNOWN = new Decision.Denied(Denial.NO_CONSENT);

  private final Sql sql;

  DecisionStore(Sql sql) {
    this.sql = sql;
  }

  /** One decision for each recipient asked about. */
  Map<RecipientId, Decision> decide(TopicId topic, List<RecipientId> recipients, Instant at) {
    Map<RecipientId, Decision> answers = new HashMap<>();
    recipients.forEach(recipient -> answers.put(recipient, UNKNOWN));
    sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT recipient_id, permitted, reason, basis, proof_seq FROM permission_decision(:topic, :at)"
                        + " WHERE recipient_id = ANY(:ids)")
                .bind("topic", topic.value())
                .bind("at", Sql.time(at))
                .bind("ids", recipients.stream().map(RecipientId::value).toArray(Long[]::new))
                .map(
                    (row, context) ->
                        answers.put(new RecipientId(row.getLong("recipient_id")), decision(row)))
                .list());
    return answers;
  }

  /** The answers for messages that are about to start; asked for each, so by the driver's calls. */
  Admission admit(TopicId topic, List<Admission.Intent> intents, Instant at, long startByNanos) {
    Map<Admission.Intent, Decision> answers = new HashMap<>();
    Set<Admission.Intent> busy = new HashSet<>();
    Long[] mailings = new Long[intents.size()];
    Long[] recipients = new Long[intents.size()];
    for (int i = 0; i < mailings.length; i++) {
      Admission.Intent intent = intents.get(i);
      answers.put(intent, UNKNOWN);
      mailings[i] = intent.mailing().value();
      recipients[i] = intent.recipient().value();
    }
    return sql.directly(
        connection -> {
          try (PreparedStatement query =
              connection.prepareStatement("SELECT * FROM admit_deliveries(?, ?, ?, ?)")) {
            query.setLong(1, topic.value());
            query.setObject(2, Sql.time(at));
            query.setArray(3, connection.createArrayOf("int8", mailings));
            query.setArray(4, connection.createArrayOf("int8", recipients));
            try (ResultSet rows = query.executeQuery()) {
              while (rows.next()) {
                Admission.Intent intent = intents.get(rows.getInt("number") - 1);
                answers.put(intent, decision(rows));
                if (rows.getBoolean("busy")) {
                  busy.add(intent);
                }
              }
            }
            return new Admission(answers, busy, startByNanos);
          }
        });
  }

  /** Why a person must not be mailed at all, not even with what asks no consent. */
  Optional<Denial> blockOf(RecipientId recipient) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT person_block(s, 'SERVICE') FROM standing s WHERE s.recipient_id = :recipient")
                .bind("recipient", recipient.value())
                .mapTo(String.class)
                .findOne()
                .map(Denial::valueOf));
  }

  /**
   * The decision for one address. Most are of people with a row for the topic, which one probe
   * finds; about all others the whole question is asked.
   */
  Decision decide(
      ControllerId controller, TopicId topic, AddressKeys keys, EmailAddress address, Instant at) {
    byte[] key = keys.of(address);
    return sql.directly(
        connection -> {
          try (PreparedStatement probe =
              connection.prepareStatement(sql.text(DecisionStore.class, "decide_known"))) {
            probe.setLong(1, topic.value());
            probe.setString(2, at.toString()); // by far the driver's cheapest way for a time
            probe.setLong(3, controller.value());
            probe.setBytes(4, key);
            try (ResultSet row = probe.executeQuery()) {
              if (row.next()) {
                return decision(row);
              }
            }
            return decideAnybody(connection, topic, keys, address, at);
          }
        });
  }

  /** In a form of its own, as the planner then knows that it is one address, and plans once. */
  private Decision decideAnybody(
      Connection connection, TopicId topic, AddressKeys keys, EmailAddress address, Instant at)
      throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(sql.text(DecisionStore.class, "decide_address"))) {
      query.setLong(1, topic.value());
      query.setBytes(2, keys.of(address));
      query.setString(3, address.compareKey());
      query.setString(4, address.unicodeKey().orElse(null));
      query.setArray(
          5, connection.createArrayOf("bytea", keys.former(address).toArray(byte[][]::new)));
      query.setObject(6, Sql.time(at));
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return decision(row);
      }
    }
  }

  /**
   * One decision for each address, in the order asked, also for strangers. The driver's own calls,
   * as this is asked by the million: arrays go over in binary form.
   */
  List<Decision> decide(TopicId topic, AddressKeys keys, List<EmailAddress> asked, Instant at) {
    byte[][] current = asked.stream().map(keys::of).toArray(byte[][]::new);
    byte[][] former =
        asked.stream().flatMap(address -> keys.former(address).stream()).toArray(byte[][]::new);
    Object[] compareKeys = asked.stream().map(EmailAddress::compareKey).toArray();
    Object[] unicodeKeys =
        asked.stream().map(address -> address.unicodeKey().orElse(null)).toArray();
    return sql.directly(
        connection -> {
          try (PreparedStatement query =
              connection.prepareStatement(sql.text(DecisionStore.class, "decide_addresses"))) {
            query.setLong(1, topic.value());
            query.setArray(2, connection.createArrayOf("bytea", current));
            query.setArray(3, connection.createArrayOf("text", compareKeys));
            query.setArray(4, connection.createArrayOf("text", unicodeKeys));
            query.setArray(5, connection.createArrayOf("bytea", former));
            query.setObject(6, Sql.time(at));
            List<Decision> answers = new ArrayList<>(asked.size());
            try (ResultSet rows = query.executeQuery()) {
              while (rows.next()) {
                answers.add(decision(rows));
              }
            }
            return answers;
          }
        });
  }

  /** How every topic of the recipient's controller stands for them. */
  List<TopicChoice> choices(RecipientId recipient, Instant at) {
    return sql.with(
        handle ->
            handle
                .createQuery(sql.text(DecisionStore.class, "choices"))
                .bind("recipient", recipient.value())
                .bind("at", Sql.time(at))
                .map(DecisionStore::choice)
                .list());
  }

  /** What holds for the person as a whole; a pause that is over is none. */
  Standing standing(RecipientId recipient, Instant at) {
    return sql.with(
        handle ->
            handle
                .createQuery("SELECT * FROM standing WHERE recipient_id = :recipient")
                .bind("recipient", recipient.value())
                .map((row, context) -> standing(row, at))
                .findOne()
                .orElse(Standing.NONE));
  }

  private static Standing standing(ResultSet row, Instant at) throws SQLException {
    int most = row.getInt("cap_most");
    return new Standing(
        row.getString("marketing_out") != null,
        row.getBoolean("complained"),
        row.getBoolean("suppressed"),
        row.getBoolean("bounced"),
        row.getBoolean("restricted"),
        row.getBoolean("under_age"),
        row.getBoolean("no_profiling"),
        Optional.ofNullable(row.getObject("paused_until", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant)
            .filter(until -> until.isAfter(at)),
        most == 0
            ? Optional.empty()
            : Optional.of(new Frequency(most, Frequency.Period.valueOf(row.getString("cap_per")))));
  }

  Tally tally(TopicId topic, Instant at) {
    Map<Denial, Long> denied = new EnumMap<>(Denial.class);
    long[] permitted = {0};
    sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT reason, count(*) AS people FROM permission_decision(:topic, :at) GROUP BY reason")
                .bind("topic", topic.value())
                .bind("at", Sql.time(at))
                .map(
                    (row, context) -> {
                      String reason = row.getString("reason");
                      if (reason == null) {
                        permitted[0] = row.getLong("people");
                      } else {
                        denied.put(Denial.valueOf(reason), row.getLong("people"));
                      }
                      return reason;
                    })
                .list());
    return new Tally(permitted[0], denied);
  }

  private static TopicChoice choice(ResultSet row, StatementContext context) throws SQLException {
    return new TopicChoice(
        new TopicId(row.getLong("topic_id")),
        row.getBoolean("is_on"),
        row.getBoolean("requested"),
        decision(row));
  }

  private static Decision decision(ResultSet row) throws SQLException {
    if (row.getBoolean("permitted")) {
      return new Decision.Permitted(
          LegalBasis.valueOf(row.getString("basis")), row.getInt("proof_seq"));
    }
    return new Decision.Denied(Denial.valueOf(row.getString("reason")));
  }
}
