package nl.voorkeur.permission;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.platform.persistence.Sql;

/**
 * Writes what people say no to and waits for the few messages that were about to start, so that no
 * other starts once this returns (promise 2; docs/adr/0004).
 */
final class OptOuts {

  private final LedgerStore ledger;
  private final IntentStore intents;
  private final Consumer<OptedOut> told;

  /**
   * @param told of every entry that was written
   */
  OptOuts(Sql sql, Consumer<OptedOut> told) {
    this.ledger = new LedgerStore(sql);
    this.intents = new IntentStore(sql);
    this.told = told;
  }

  /**
   * Appends an opt-out in a transaction of its own.
   *
   * @return the entry; nothing when it would change nothing
   */
  Optional<LedgerEntry> append(
      RecipientId recipient,
      Optional<TopicId> topic,
      LedgerKind kind,
      Optional<Instant> until,
      Provenance provenance) {
    LedgerStore.Said said = ledger.optOut(recipient, topic, kind, until, provenance);
    if (said.mayStart()) {
      intents.awaitNone(recipient);
    }
    said.entry().ifPresent(entry -> told.accept(new OptedOut(entry.route())));
    return said.entry();
  }
}
