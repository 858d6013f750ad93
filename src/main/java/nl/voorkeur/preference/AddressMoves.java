package nl.voorkeur.preference;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.mailing.SystemMail;
import nl.voorkeur.permission.AddressChange;
import nl.voorkeur.permission.Provenance;
import nl.voorkeur.permission.Route;
import nl.voorkeur.platform.configuration.Configuration;
import nl.voorkeur.platform.configuration.Setting;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.token.Link;
import nl.voorkeur.recipient.AddressKeys;
import nl.voorkeur.recipient.Recipient;
import nl.voorkeur.recipient.Recipients;

/**
 * People who want their mail at another address (GDPR art. 16). They proved the old mailbox by a
 * fresh link, prove the new one by a link mailed there, and the old one is told.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class AddressMoves {

  private static final int MAILS_OF_AN_HOUR = 3;

  private AddressMoveStore store;
  private FreshLinkStore turns;
  private Recipients recipients;
  private AddressKeys keys;
  private AddressChange change;
  private SystemMail mail;
  private Duration waits;
  private Clock clock;

  /** For the container. */
  public AddressMoves() {}

  @Inject
  public AddressMoves(
      Sql sql,
      Recipients recipients,
      AddressKeys keys,
      AddressChange change,
      SystemMail mail,
      Configuration configuration,
      Clock clock) {
    this.store = new AddressMoveStore(sql);
    this.turns = new FreshLinkStore(sql);
    this.recipients = recipients;
    this.keys = keys;
    this.change = change;
    this.mail = mail;
    this.waits = Duration.ofDays(configuration.get(Setting.CONFIRM_DAYS));
    this.clock = clock;
  }

  /** Asks at the new address. Answers nothing: who is known there is nobody's business. */
  @PermitAll
  public void ask(RecipientId id, EmailAddress to, Language language) {
    Instant now = clock.instant();
    store.forget(now.minus(waits));
    Optional<Recipient> found = recipients.find(id);
    if (found.isEmpty() || found.get().address().compareKey().equals(to.compareKey())) {
      return;
    }
    Recipient recipient = found.get();
    if (turns.takeTurn(recipient.controller(), keys.of(to), now) <= MAILS_OF_AN_HOUR
        && store.mayBeMailed(recipient.controller(), to, keys)) {
      long move = store.add(recipient.id(), to, now);
      mail.confirmMove(recipient.controller(), recipient.id(), language, move, to);
    }
  }

  /** What became of the move that this link asks about. */
  @PermitAll
  public Optional<AddressMove> find(Link link) {
    return store.find(link.subject());
  }

  /** Whether it still waits for its confirmation. */
  @PermitAll
  public boolean isOpen(AddressMove move) {
    return move.doneAt().isEmpty()
        && move.to().isPresent()
        && move.askedAt().isAfter(clock.instant().minus(waits));
  }

  /**
   * The person says at the new mailbox that it is theirs.
   *
   * @return false when it was done before or is too late
   */
  @PermitAll
  public boolean confirm(Link link) {
    Instant now = clock.instant();
    Optional<AddressMove> taken = store.take(link.subject(), now.minus(waits), now);
    Optional<Recipient> before = taken.map(AddressMove::recipient).flatMap(recipients::find);
    if (before.isEmpty() || taken.get().to().isEmpty()) {
      return false;
    }
    Optional<RecipientId> moved =
        change.move(
            before.get().id(), taken.get().to().get(), Provenance.byRecipient(Route.CONFIRMATION));
    moved.ifPresent(
        id ->
            mail.moved(
                before.get().controller(),
                id,
                before.get().language().orElse(Language.NL),
                taken.get().id(),
                before.get().address()));
    return moved.isPresent();
  }
}
