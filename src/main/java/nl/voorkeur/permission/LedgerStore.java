package nl.voorkeur.permission;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.kernel.StatementId;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.kernel.WordingId;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.recipient.AddressKeys;

/** The ledger in the database, where its triggers check, chain and project each entry (V0004). */
final class LedgerStore {

  private final Sql sql;

  LedgerStore(Sql sql) {
    this.sql = sql;
  }

  /**
   * Appends a fact; empty when it would change nothing, or when there is no such recipient any
   * more.
   */
  Optional<LedgerEntry> append(
      RecipientId recipient,
      Optional<TopicId> topic,
      LedgerKind kind,
      Optional<Instant> until,
      Provenance provenance) {
    return sql.directly(
        connection -> {
          try (PreparedStatement append =
              connection.prepareStatement(sql.text(LedgerStore.class, "append"))) {
            bind(append, recipient, topic, kind, until, provenance);
            try (ResultSet row = append.executeQuery()) {
              return row.next() ? Optional.of(entry(row)) : Optional.empty();
            }
          }
        });
  }

  /** What was written, and whether a message to that person was about to start after that. */
  record Said(Optional<LedgerEntry> entry, boolean mayStart) {}

  /** Appends an opt-out, commits it, and then looks for messages about to start; see opt_out(). */
  Said optOut(
      RecipientId recipient,
      Optional<TopicId> topic,
      LedgerKind kind,
      Optional<Instant> until,
      Provenance provenance) {
    return sql.directly(
        connection -> {
          try (PreparedStatement call =
              connection.prepareStatement(sql.text(LedgerStore.class, "opt_out"))) {
            bind(call, recipient, topic, kind, until, provenance);
            try (ResultSet row = call.executeQuery()) {
              row.next();
              boolean written = row.getObject("recipient_id") != null;
              return new Said(
                  written ? Optional.of(entry(row)) : Optional.empty(),
                  row.getBoolean("may_start"));
            }
          }
        });
  }

  private static void bind(
      PreparedStatement insert,
      RecipientId recipient,
      Optional<TopicId> topic,
      LedgerKind kind,
      Optional<Instant> until,
      Provenance provenance)
      throws SQLException {
    String[] names = provenance.evidence().keySet().stream().sorted().toArray(String[]::new);
    String[] facts = Arrays.stream(names).map(provenance.evidence()::get).toArray(String[]::new);
    Connection connection = insert.getConnection();
    insert.setObject(1, topic.map(TopicId::value).orElse(null));
    insert.setString(2, kind.name());
    insert.setString(3, provenance.route().name());
    insert.setString(4, provenance.actor());
    insert.setObject(5, provenance.wording().map(WordingId::value).orElse(null));
    insert.setObject(6, provenance.statement().map(StatementId::value).orElse(null));
    insert.setString(7, provenance.form().orElse(null));
    insert.setObject(8, Sql.time(provenance.confirmedAt().orElse(null)));
    insert.setString(9, provenance.trace().network().orElse(null));
    insert.setString(10, provenance.trace().agent().orElse(null));
    insert.setArray(11, connection.createArrayOf("text", names));
    insert.setArray(12, connection.createArrayOf("text", facts));
    insert.setObject(13, Sql.time(until.orElse(null)));
    insert.setLong(14, recipient.value());
  }

  /** Changes the address, joining two recipients where both are known; see change_address(). */
  Optional<RecipientId> move(
      RecipientId recipient, EmailAddress to, AddressKeys keys, Provenance provenance) {
    return sql.with(
        handle ->
            handle
                .createQuery(sql.text(LedgerStore.class, "move"))
                .bind("recipient", recipient.value())
                .bind("address", to.value())
                .bind("compareKey", to.compareKey())
                .bind("unicodeKey", to.unicodeKey().orElse(null))
                .bind("key", keys.of(to))
                .bind("keyId", keys.currentId())
                .bind("formerKeys", Sql.bytes(keys.former(to)))
                .bind("route", provenance.route().name())
                .bind("actor", provenance.actor())
                .map((row, context) -> row.getLong(1))
                .filter(id -> id > 0)
                .findFirst()
                .map(RecipientId::new));
  }

  List<LedgerEntry> history(RecipientId recipient) {
    return sql.with(
        handle ->
            handle
                .createQuery(sql.text(LedgerStore.class, "history"))
                .bind("recipient", recipient.value())
                .map((row, context) -> entry(row))
                .list());
  }

  private static LedgerEntry entry(ResultSet row) throws SQLException {
    long topic = row.getLong("topic_id");
    return new LedgerEntry(
        new RecipientId(row.getLong("recipient_id")),
        row.getInt("seq"),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        topic == 0 ? Optional.empty() : Optional.of(new TopicId(topic)),
        LedgerKind.valueOf(row.getString("kind")),
        Route.valueOf(row.getString("route")),
        row.getString("actor"),
        Optional.ofNullable(row.getString("wording")));
  }
}
