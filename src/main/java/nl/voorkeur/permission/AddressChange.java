package nl.voorkeur.permission;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.Optional;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.recipient.AddressKeys;

/**
 * People who move to another mailbox (GDPR art. 16). Their choices come along. When the other
 * mailbox is known already the two become one, and what either said no to stays a no. To the old
 * mailbox nothing goes any more, whoever imports it later; only its owner brings it back.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class AddressChange {

  private LedgerStore store;
  private IntentStore intents;
  private AddressKeys keys;

  /** For the container. */
  public AddressChange() {}

  @Inject
  public AddressChange(Sql sql, AddressKeys keys) {
    this.store = new LedgerStore(sql);
    this.intents = new IntentStore(sql);
    this.keys = keys;
  }

  /**
   * Moves the person, who proved both mailboxes to be theirs.
   *
   * @return who has the new address now; nothing when the person was erased
   */
  @PermitAll
  public Optional<RecipientId> move(RecipientId recipient, EmailAddress to, Provenance provenance) {
    Optional<RecipientId> moved = store.move(recipient, to, keys, provenance);
    intents.awaitAll();
    return moved;
  }
}
