package nl.voorkeur.permission;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.platform.persistence.Sql;

/**
 * Appends what people say yes to and what must be remembered about them. What they say no to goes
 * through {@link OptOut}.
 *
 * <p>An entry that would change nothing is not written, and consent that the person did not confirm
 * never lifts an opt-out (promise 2): the database itself sees to both.
 */
@Stateless
public class PermissionLedger {

  private LedgerStore store;
  private Event<ConsentConfirmed> confirmed;

  /** For the container. */
  public PermissionLedger() {}

  @Inject
  public PermissionLedger(Sql sql, Event<ConsentConfirmed> confirmed) {
    this.store = new LedgerStore(sql);
    this.confirmed = confirmed;
  }

  /**
   * Somebody asked for these topics; nobody is mailed on them until it is confirmed. Never lowers a
   * state.
   */
  @PermitAll
  public void request(RecipientId recipient, Collection<TopicId> topics, Provenance provenance) {
    each(recipient, topics, LedgerKind.CONSENT_REQUESTED, provenance);
  }

  /**
   * The person confirmed these topics (GDPR art. 7); lifts their earlier opt-out from them when the
   * route is their own.
   */
  @PermitAll
  public void confirm(RecipientId recipient, Collection<TopicId> topics, Provenance provenance) {
    each(recipient, topics, LedgerKind.CONSENT_GIVEN, provenance);
    confirmed.fire(new ConsentConfirmed(recipient, List.copyOf(topics)));
  }

  /**
   * Appends another fact about one topic or about the person as a whole.
   *
   * @return the entry, or nothing when it changed nothing
   */
  @PermitAll
  public Optional<LedgerEntry> record(
      RecipientId recipient, Optional<TopicId> topic, LedgerKind kind, Provenance provenance) {
    return store.append(recipient, topic, kind, Optional.empty(), provenance);
  }

  /** What happened to this person's permissions, newest first. */
  @PermitAll
  public List<LedgerEntry> history(RecipientId recipient) {
    return store.history(recipient);
  }

  private void each(
      RecipientId recipient, Collection<TopicId> topics, LedgerKind kind, Provenance provenance) {
    topics.forEach(
        topic -> store.append(recipient, Optional.of(topic), kind, Optional.empty(), provenance));
  }
}
