package nl.voorkeur.preference;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import nl.voorkeur.catalogue.Catalogue;
import nl.voorkeur.catalogue.Topic;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.kernel.WordingId;
import nl.voorkeur.permission.ConsentRequested;
import nl.voorkeur.permission.LedgerEntry;
import nl.voorkeur.permission.LedgerKind;
import nl.voorkeur.permission.OptOut;
import nl.voorkeur.permission.PermissionDecisions;
import nl.voorkeur.permission.PermissionLedger;
import nl.voorkeur.permission.Provenance;
import nl.voorkeur.permission.Route;
import nl.voorkeur.recipient.Recipient;
import nl.voorkeur.recipient.Recipients;

/**
 * What a person says through a link in their mail. Runs outside a transaction of its own: each no
 * commits by itself and at once, whatever comes after it (promise 2).
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Preferences {

  private Catalogue catalogue;
  private Recipients recipients;
  private PermissionDecisions decisions;
  private PermissionLedger ledger;
  private OptOut optOut;
  private Event<ConsentRequested> wanted;

  /** For the container. */
  public Preferences() {}

  @Inject
  public Preferences(
      Catalogue catalogue,
      Recipients recipients,
      PermissionDecisions decisions,
      PermissionLedger ledger,
      OptOut optOut,
      Event<ConsentRequested> wanted) {
    this.catalogue = catalogue;
    this.recipients = recipients;
    this.decisions = decisions;
    this.ledger = ledger;
    this.optOut = optOut;
    this.wanted = wanted;
  }

  /** What holds for this person now; nothing when they are not known any more. */
  @PermitAll
  public Optional<Overview> open(RecipientId id) {
    return recipients
        .find(id)
        .flatMap(
            recipient ->
                catalogue
                    .controller(recipient.controller())
                    .map(controller -> new Overview(recipient, controller, lines(recipient))));
  }

  private List<Overview.Line> lines(Recipient recipient) {
    Map<TopicId, Topic> topics =
        catalogue.topics(recipient.controller()).stream()
            .collect(Collectors.toMap(Topic::id, Function.identity()));
    return decisions.choices(recipient.id()).stream()
        .filter(choice -> topics.containsKey(choice.topic()))
        .map(choice -> new Overview.Line(topics.get(choice.topic()), choice))
        .toList();
  }

  /** Stops one topic; stopping twice is as good as once (requirement U8). */
  @PermitAll
  public void stop(RecipientId recipient, TopicId topic, Provenance provenance) {
    optOut.withdraw(recipient, topic, provenance);
  }

  /** Stops all marketing of the controller; mail that belongs to a contract goes on. */
  @PermitAll
  public void stopAll(RecipientId recipient, Provenance provenance) {
    optOut.withdrawAll(recipient, provenance);
  }

  /** When the person last said no to this topic, or to everything. */
  @PermitAll
  public Optional<Stopped> stopped(RecipientId recipient, TopicId topic) {
    return ledger.history(recipient).stream()
        .filter(Preferences::isNo)
        .filter(entry -> entry.topic().isEmpty() || entry.topic().get().equals(topic))
        .findFirst()
        .map(entry -> new Stopped(entry.at(), entry.receipt()));
  }

  private static boolean isNo(LedgerEntry entry) {
    return entry.kind() == LedgerKind.WITHDRAWAL
        || entry.kind() == LedgerKind.OBJECTION
        || entry.kind() == LedgerKind.COMPLAINT;
  }

  /**
   * Turns topics off, which holds at once, and asks for others, which holds once the person
   * confirmed it from the mail that this makes.
   *
   * @param wording what the page said, kept as proof with what is asked for
   */
  @PermitAll
  public void choose(
      RecipientId id,
      Collection<TopicId> off,
      Collection<TopicId> on,
      Provenance provenance,
      Language shown,
      String wording) {
    off.forEach(topic -> optOut.withdraw(id, topic, provenance));
    if (!on.isEmpty()) {
      Recipient recipient = recipients.find(id).orElseThrow();
      WordingId kept = catalogue.wording(recipient.controller(), shown, wording);
      wanted.fire(new ConsentRequested(id, List.copyOf(on), provenance.with(kept)));
    }
  }

  /** The language in which the person wants mail. */
  @PermitAll
  public void write(RecipientId recipient, Language language) {
    recipients.chooseLanguage(recipient, language);
  }

  /** Who says it, by which page, from which mailing. */
  @PermitAll
  public Provenance said(Route route, long mailing) {
    Provenance provenance = Provenance.byRecipient(route);
    return mailing == 0 ? provenance : provenance.with(Map.of("mailing", Long.toString(mailing)));
  }
}
