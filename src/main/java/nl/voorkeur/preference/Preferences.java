package nl.voorkeur.preference;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.voorkeur.catalogue.Catalogue;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.kernel.QuestionId;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.kernel.WordingId;
import nl.voorkeur.permission.ConsentRequested;
import nl.voorkeur.permission.LedgerEntry;
import nl.voorkeur.permission.LedgerKind;
import nl.voorkeur.permission.OptOut;
import nl.voorkeur.permission.PermissionLedger;
import nl.voorkeur.permission.Provenance;
import nl.voorkeur.permission.Route;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.text.Texts;
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
  private OverviewStore overviews;
  private Clock clock;
  private PermissionLedger ledger;
  private OptOut optOut;
  private Event<ConsentRequested> wanted;

  /** For the container. */
  public Preferences() {}

  @Inject
  public Preferences(
      Catalogue catalogue,
      Recipients recipients,
      Sql sql,
      Clock clock,
      PermissionLedger ledger,
      OptOut optOut,
      Event<ConsentRequested> wanted) {
    this.catalogue = catalogue;
    this.recipients = recipients;
    this.overviews = new OverviewStore(sql);
    this.clock = clock;
    this.ledger = ledger;
    this.optOut = optOut;
    this.wanted = wanted;
  }

  /** What holds for this person now; nothing when they are not known any more. */
  @PermitAll
  public Optional<Overview> open(RecipientId id) {
    return overviews.find(id, clock.instant());
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

  /** Objects to all direct marketing of the controller (GDPR art. 21(3)). */
  @PermitAll
  public void object(RecipientId recipient, Provenance provenance) {
    optOut.object(recipient, provenance);
  }

  /** Holds every use of the data but keeping them (GDPR art. 18). */
  @PermitAll
  public void restrict(RecipientId recipient, Provenance provenance) {
    optOut.restrict(recipient, provenance);
  }

  /** Lets the data be used again; does nothing unless the person proved who they are. */
  @PermitAll
  public void lift(RecipientId recipient, Provenance provenance) {
    if (isProven(provenance)) {
      ledger.record(recipient, Optional.empty(), LedgerKind.RESTRICTION_LIFTED, provenance);
    }
  }

  /**
   * Turns topics off, which holds at once, and on: at once too for who came by a fresh link, for
   * anybody else once the person confirmed it from the mail that this makes.
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
      if (isProven(provenance)) {
        ledger.confirm(recipient.id(), on, provenance.with(kept));
      } else {
        wanted.fire(new ConsentRequested(recipient.id(), List.copyOf(on), provenance.with(kept)));
      }
    }
  }

  /** As the other, for who was asked in the language in which they are written to. */
  @PermitAll
  public Wish arrange(RecipientId id, Wish wish, Provenance provenance) {
    return open(id).map(now -> arrange(id, wish, provenance, now.language())).orElse(Wish.NONE);
  }

  /**
   * Pauses, limits and fits the person's mail as they wish.
   *
   * @param shown the language in which they were asked
   * @return what is left: a yes that needs proof of who they are
   */
  @PermitAll
  public Wish arrange(RecipientId id, Wish wish, Provenance provenance, Language shown) {
    Optional<Overview> now = wish.isNothing() ? Optional.empty() : open(id);
    if (now.isEmpty()) {
      return Wish.NONE;
    }
    Wish yes = wish.yes(now.get().person());
    Wish no = wish.no(now.get().person());
    arrangeNow(now.get(), no, provenance, shown);
    if (!isProven(provenance)) {
      return yes;
    }
    arrangeNow(now.get(), yes, provenance, shown);
    return Wish.NONE;
  }

  private void arrangeNow(Overview now, Wish wish, Provenance provenance, Language shown) {
    RecipientId id = now.person().id();
    wish.pauseUntil()
        .filter(until -> until.isAfter(clock.instant()))
        .ifPresent(until -> optOut.pause(id, until, provenance));
    wish.most().ifPresent(most -> optOut.limit(id, most, provenance));
    if (wish.pauseEnds()) {
      ledger.record(id, Optional.empty(), LedgerKind.PAUSE_ENDED, provenance);
    }
    if (wish.mostEnds()) {
      ledger.record(id, Optional.empty(), LedgerKind.FREQUENCY_ENDED, provenance);
    }
    if (wish.profiling().isPresent()) {
      if (wish.profiling().get()) {
        ledger.record(id, Optional.empty(), LedgerKind.PROFILING_ALLOWED, provenance);
      } else {
        optOut.objectToProfiling(id, provenance);
      }
    }
    if (wish.tracking().isPresent()) {
      if (wish.tracking().get()) {
        ledger.record(
            id,
            Optional.empty(),
            LedgerKind.TRACKING_ALLOWED,
            provenance.with(catalogue.wording(now.sender().id(), shown, trackingWording(shown))));
      } else {
        optOut.refuseTracking(id, provenance);
      }
    }
  }

  /** What the page says beside the switch (GDPR art. 7(1)). */
  private static String trackingWording(Language shown) {
    Texts page = Texts.of("Messages", shown);
    return page.get("preferences.tracked") + "\n" + page.get("preferences.tracked.hint");
  }

  private static boolean isProven(Provenance provenance) {
    return provenance.route() == Route.FRESH_LINK;
  }

  /** How the person is called; only for who came by a fresh link. */
  @PermitAll
  public void name(RecipientId id, String firstName, String lastName) {
    recipients.rename(id, firstName, lastName);
  }

  /** What the person answers to questions of the controller; only for who came by a fresh link. */
  @PermitAll
  public void answer(RecipientId id, Map<QuestionId, String> answers) {
    recipients.answer(id, answers);
  }

  /**
   * Why the person stopped a topic, as they chose to say.
   *
   * @param words at most 500 characters
   */
  @PermitAll
  public void tellWhy(RecipientId recipient, TopicId topic, LeavingReason reason, String words) {
    overviews.keepReason(recipient, topic, reason, words, clock.instant());
  }

  /** The language in which the person wants mail. */
  @PermitAll
  public void write(RecipientId recipient, Language language) {
    recipients.chooseLanguage(recipient, language);
  }
}
