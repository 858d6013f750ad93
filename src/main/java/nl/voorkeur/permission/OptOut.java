package nl.voorkeur.permission;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Instant;
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

  private OptOuts optOuts;

  /** For the container. */
  public OptOut() {}

  @Inject
  public OptOut(Sql sql, Event<OptedOut> told) {
    this.optOuts = new OptOuts(sql, told::fire);
  }

  /** Outside the container, where nobody counts. */
  public OptOut(Sql sql) {
    this.optOuts = new OptOuts(sql, said -> {});
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

  /** Objects to profiling; mail goes on without it (GDPR art. 21(1) and (2)). */
  @PermitAll
  public Optional<LedgerEntry> objectToProfiling(RecipientId recipient, Provenance provenance) {
    return append(recipient, Optional.empty(), LedgerKind.PROFILING_OBJECTION, provenance);
  }

  /** Takes back that we may see what they open and click, also in mails sent before. */
  @PermitAll
  public Optional<LedgerEntry> refuseTracking(RecipientId recipient, Provenance provenance) {
    return append(recipient, Optional.empty(), LedgerKind.TRACKING_REFUSED, provenance);
  }

  /** Holds every use of the data but keeping them (GDPR art. 18): ends marketing until lifted. */
  @PermitAll
  public Optional<LedgerEntry> restrict(RecipientId recipient, Provenance provenance) {
    return append(recipient, Optional.empty(), LedgerKind.RESTRICTION, provenance);
  }

  /** The person is said to be under 16 (GDPR art. 8; UAVG art. 5). */
  @PermitAll
  public Optional<LedgerEntry> underAge(RecipientId recipient, Provenance provenance) {
    return append(recipient, Optional.empty(), LedgerKind.UNDER_AGE, provenance);
  }

  /**
   * No marketing until then; a running pause is made longer by anyone with a link, shorter only by
   * who proves to be the person.
   */
  @PermitAll
  public Optional<LedgerEntry> pause(RecipientId recipient, Instant until, Provenance provenance) {
    return optOuts.append(
        recipient, Optional.empty(), LedgerKind.PAUSE, Optional.of(until), provenance);
  }

  /** At most so much marketing; more than before only for who proves to be the person. */
  @PermitAll
  public Optional<LedgerEntry> limit(
      RecipientId recipient, Frequency frequency, Provenance provenance) {
    return append(
        recipient,
        Optional.empty(),
        LedgerKind.FREQUENCY,
        provenance.with(Facts.joined(provenance.evidence(), frequency.facts())));
  }

  /**
   * Erases the person at this controller: what is left is a keyed hash of the mailbox with scope
   * and date, which every later import, sign-up and call meets (GDPR art. 17; promise 5).
   */
  @PermitAll
  public Optional<LedgerEntry> erase(RecipientId recipient, Provenance provenance) {
    return append(recipient, Optional.empty(), LedgerKind.ERASURE, provenance);
  }

  private Optional<LedgerEntry> append(
      RecipientId recipient, Optional<TopicId> topic, LedgerKind kind, Provenance provenance) {
    return optOuts.append(recipient, topic, kind, Optional.empty(), provenance);
  }
}
