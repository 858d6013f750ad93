package nl.voorkeur.permission;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.Optional;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.platform.persistence.Sql;

/**
 * What people say no to. When a method returns, the entry is committed and no message to that
 * person will start on any node (promise 2): the opt-out commits on its own, whatever transaction
 * the caller is in, and then waits for the few messages that were about to start.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class OptOut {

  private LedgerStore store;
  private IntentStore intents;

  /** For the container. */
  public OptOut() {}

  @Inject
  public OptOut(Sql sql) {
    this.store = new LedgerStore(sql);
    this.intents = new IntentStore(sql);
  }

  /**
   * Ends one topic for one person.
   *
   * @return the entry; nothing when it was ended already or the person was erased, which is as good
   */
  @PermitAll
  public Optional<LedgerEntry> withdraw(
      RecipientId recipient, TopicId topic, Provenance provenance) {
    return append(recipient, Optional.of(topic), LedgerKind.WITHDRAWAL, provenance);
  }

  /**
   * Ends all marketing mail of the recipient's controller; mail that belongs to a contract or a
   * legal duty goes on.
   */
  @PermitAll
  public Optional<LedgerEntry> withdrawAll(RecipientId recipient, Provenance provenance) {
    return append(recipient, Optional.empty(), LedgerKind.WITHDRAWAL, provenance);
  }

  /**
   * Objects to direct marketing by the recipient's controller, which is absolute (GDPR art. 21(3)).
   */
  @PermitAll
  public Optional<LedgerEntry> object(RecipientId recipient, Provenance provenance) {
    return append(recipient, Optional.empty(), LedgerKind.OBJECTION, provenance);
  }

  /** The person marked our mail as spam: ends all marketing (requirement C3). */
  @PermitAll
  public Optional<LedgerEntry> complain(RecipientId recipient, Provenance provenance) {
    return append(recipient, Optional.empty(), LedgerKind.COMPLAINT, provenance);
  }

  private Optional<LedgerEntry> append(
      RecipientId recipient, Optional<TopicId> topic, LedgerKind kind, Provenance provenance) {
    Optional<LedgerEntry> entry =
        store.append(recipient, topic, kind, Optional.empty(), provenance);
    intents.awaitNone(recipient);
    return entry;
  }
}
