package nl.voorkeur.permission;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.recipient.AddressKeys;
import org.jdbi.v3.core.statement.StatementContext;

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
    String[] names = provenance.evidence().keySet().stream().sorted().toArray(String[]::new);
    String[] facts = Arrays.stream(names).map(provenance.evidence()::get).toArray(String[]::new);
    return sql.with(
        handle ->
            handle
                .createQuery(sql.text(LedgerStore.class, "append"))
                .bind("recipient", recipient.value())
                .bind("topic", topic.map(TopicId::value).orElse(null))
                .bind("kind", kind.name())
                .bind("route", provenance.route().name())
                .bind("actor", provenance.actor())
                .bind("wording", provenance.wording().map(w -> w.value()).orElse(null))
                .bind("statement", provenance.statement().map(s -> s.value()).orElse(null))
                .bind("form", provenance.form().orElse(null))
                .bind("confirmedAt", Sql.time(provenance.confirmedAt().orElse(null)))
                .bind("network", provenance.trace().network().orElse(null))
                .bind("agent", provenance.trace().agent().orElse(null))
                .bind("names", names)
                .bind("facts", facts)
                .bind("until", Sql.time(until.orElse(null)))
                .map(LedgerStore::entry)
                .findOne());
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
                .map(LedgerStore::entry)
                .list());
  }

  private static LedgerEntry entry(ResultSet row, StatementContext context) throws SQLException {
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
