package nl.voorkeur.feedback;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import nl.voorkeur.feedback.Feedback.Kind;
import nl.voorkeur.feedback.Feedback.Outcome;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.mailing.DeliveryReports;
import nl.voorkeur.permission.LedgerKind;
import nl.voorkeur.permission.OptOut;
import nl.voorkeur.permission.PermissionLedger;
import nl.voorkeur.permission.Provenance;
import nl.voorkeur.permission.Route;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.security.Role;
import nl.voorkeur.platform.token.LinkTokens;
import nl.voorkeur.platform.token.ReturnPaths;

/**
 * Takes reports about messages. Runs outside a transaction of its own, as a complaint is a no that
 * commits by itself; the report is marked as told last, so that one that was cut short is taken
 * again. What it does, does nothing the second time, and an older report changes nothing that
 * somebody decided after it: the order in which reports come does not matter.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
public class FeedbackIntake {

  /** A mailbox that took nothing in so many mailings within that time is as good as gone. */
  private static final int MOST_SOFT = 5;

  private static final Duration SOFT_WITHIN = Duration.ofDays(60);

  private FeedbackStore store;
  private DeliveryReports deliveries;
  private OptOut optOut;
  private PermissionLedger ledger;
  private ReturnPaths returnPaths;
  private ReportReader reader;
  private Clock clock;

  /** For the container. */
  public FeedbackIntake() {}

  @Inject
  public FeedbackIntake(
      Sql sql,
      DeliveryReports deliveries,
      OptOut optOut,
      PermissionLedger ledger,
      ReturnPaths returnPaths,
      LinkTokens tokens,
      Clock clock) {
    this.store = new FeedbackStore(sql);
    this.deliveries = deliveries;
    this.optOut = optOut;
    this.ledger = ledger;
    this.returnPaths = returnPaths;
    this.reader = new ReportReader(tokens);
    this.clock = clock;
  }

  /**
   * Takes a mail that a mail server or provider sent back.
   *
   * @param mail as it came
   * @return what became of each report in it; none when it holds none, such as an absence note
   */
  public List<Outcome> takeMail(ControllerId controller, byte[] mail, String by) {
    return reader.read(mail).stream().map(one -> take(controller, one, by)).toList();
  }

  /**
   * Takes one report; when this returns, it holds.
   *
   * @param by who told it: {@code token:<id>}
   */
  public Outcome take(ControllerId controller, Feedback feedback, String by) {
    if (store.isKnown(controller, feedback.event())) {
      return Outcome.KNOWN;
    }
    Optional<Message> message = message(controller, feedback.about());
    if (message.isEmpty()) {
      return Outcome.UNKNOWN;
    }
    Instant at = time(feedback, message.get());
    Outcome outcome =
        feedback.kind() == Kind.COMPLAINT
            ? complained(controller, message.get(), at, by)
            : bounced(controller, feedback, message.get(), at, by);
    store.keep(controller, feedback, message.get(), at, by);
    return outcome;
  }

  /** Not before the message left, and not in time to come, whatever the teller's clock says. */
  private Instant time(Feedback feedback, Message message) {
    Instant now = clock.instant();
    Instant at = feedback.at().filter(said -> said.isBefore(now)).orElse(now);
    return at.isBefore(message.sentAt()) ? message.sentAt() : at;
  }

  /** The message that is meant, the surest sign first (requirements B2, B4, C2). */
  private Optional<Message> message(ControllerId controller, Reference about) {
    return Stream.of(
            about.paths().stream().flatMap(path -> byPath(controller, path).stream()),
            about.messageIds().stream().flatMap(id -> byId(controller, id).stream()),
            about.told().stream()
                .flatMap(
                    link -> deliveries.find(controller, link.mailing(), link.recipient()).stream())
                .map(Message::of),
            about.named().stream()
                .flatMap(
                    name -> deliveries.find(controller, name.mailing(), name.address()).stream())
                .map(Message::of))
        .flatMap(found -> found)
        .findFirst();
  }

  private Optional<Message> byPath(ControllerId controller, EmailAddress path) {
    return returnPaths
        .read(path)
        .flatMap(one -> deliveries.find(controller, one.mailing(), one.recipient()))
        .map(Message::of)
        .or(
            () ->
                returnPaths
                    .readSystemMail(path)
                    .flatMap(
                        one -> deliveries.findSystemMail(controller, one.mail(), one.recipient()))
                    .map(Message::of));
  }

  private Optional<Message> byId(ControllerId controller, String id) {
    return deliveries
        .find(controller, id)
        .map(Message::of)
        .or(() -> deliveries.findSystemMail(controller, id).map(Message::of));
  }

  private Outcome bounced(
      ControllerId controller, Feedback feedback, Message message, Instant at, String by) {
    message.mailing().ifPresent(id -> deliveries.bounced(controller, id, message.recipient()));
    if (!isGone(feedback, message, at)
        || !message.toTheirs()
        || store.isMailboxRenewed(message.recipient(), message.sentAt(), at)) {
      return Outcome.COUNTED;
    }
    Provenance provenance = said(Route.BOUNCE, message, by);
    ledger.record(
        message.recipient(),
        Optional.empty(),
        LedgerKind.BOUNCE,
        feedback
            .status()
            .map(status -> provenance.with(with(message.facts(), status)))
            .orElse(provenance));
    return Outcome.APPLIED;
  }

  /** Of the portal's own mail only what is sure, as it goes to who asks for it. */
  private boolean isGone(Feedback feedback, Message message, Instant at) {
    return feedback.kind() == Kind.HARD_BOUNCE
        || feedback.kind() == Kind.SOFT_BOUNCE
            && message
                .mailing()
                .filter(
                    id ->
                        store.softBounces(id, message.recipient(), at.minus(SOFT_WITHIN)) + 1
                            >= MOST_SOFT)
                .isPresent();
  }

  private static Map<String, String> with(Map<String, String> facts, String status) {
    Map<String, String> all = new HashMap<>(facts);
    all.put("status", status);
    return all;
  }

  /** Ends all marketing at once (requirement C3), but not what the person confirmed since. */
  private Outcome complained(ControllerId controller, Message message, Instant at, String by) {
    message.mailing().ifPresent(id -> deliveries.complained(controller, id, message.recipient()));
    if (!message.toTheirs()) {
      return Outcome.COUNTED;
    }
    Provenance provenance = said(Route.COMPLAINT, message, by);
    Optional<List<TopicId>> older = store.topicsOlderThan(message.person(), at);
    if (older.isEmpty()) {
      optOut.complain(message.person(), provenance);
      return Outcome.APPLIED;
    }
    older.get().forEach(topic -> optOut.withdraw(message.person(), topic, provenance));
    return older.get().isEmpty() ? Outcome.COUNTED : Outcome.APPLIED;
  }

  private static Provenance said(Route route, Message message, String by) {
    return Provenance.by(route, by).with(message.facts());
  }
}
