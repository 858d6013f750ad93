package nl.voorkeur.signup;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nl.voorkeur.catalogue.Catalogue;
import nl.voorkeur.catalogue.Controller;
import nl.voorkeur.catalogue.StatementVersion;
import nl.voorkeur.catalogue.Statements;
import nl.voorkeur.catalogue.Topic;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.Decision;
import nl.voorkeur.kernel.Denial;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.kernel.StatementId;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.kernel.WordingId;
import nl.voorkeur.mailing.SystemMail;
import nl.voorkeur.permission.ConsentRequested;
import nl.voorkeur.permission.PermissionDecisions;
import nl.voorkeur.permission.PermissionLedger;
import nl.voorkeur.permission.Provenance;
import nl.voorkeur.permission.Route;
import nl.voorkeur.permission.TopicChoice;
import nl.voorkeur.permission.Trace;
import nl.voorkeur.platform.configuration.Configuration;
import nl.voorkeur.platform.configuration.Setting;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.security.ProofOfWork;
import nl.voorkeur.recipient.Recipient;
import nl.voorkeur.recipient.Recipients;

/**
 * Double opt-in. A request is appended to the ledger and answered by one mail for all its topics;
 * nobody is mailed on a topic before the person confirmed it (requirements P3, T5).
 */
@Stateless
public class SignUp {

  /** Confirmation mails that one network may ask for in an hour. */
  private static final int MAILS_OF_A_NETWORK = 60;

  /** Confirmation mails that all may ask for in an hour; above the busiest hour of a campaign. */
  private static final int MAILS_OF_ALL = 20_000;

  /** No network is called that. */
  private static final String ALL = "all";

  /** Who may get no mail at all, whatever they would confirm. */
  private static final Set<Denial> NO_MAIL_AT_ALL =
      EnumSet.of(
          Denial.ERASED,
          Denial.SUPPRESSED_COMPLAINT,
          Denial.SUPPRESSED,
          Denial.SUPPRESSED_BOUNCE,
          Denial.RESTRICTED,
          Denial.UNDER_AGE,
          Denial.NO_AGREEMENT,
          Denial.SENDER_UNVERIFIED);

  private SignUpStore store;
  private Catalogue catalogue;
  private Statements statements;
  private boolean keepsTraces;
  private Recipients recipients;
  private PermissionLedger ledger;
  private PermissionDecisions decisions;
  private SystemMail mail;
  private Duration waits;
  private Clock clock;

  /** For the container. */
  public SignUp() {}

  @Inject
  public SignUp(
      Sql sql,
      Catalogue catalogue,
      Statements statements,
      Recipients recipients,
      PermissionLedger ledger,
      PermissionDecisions decisions,
      SystemMail mail,
      Configuration configuration,
      Clock clock) {
    this.store = new SignUpStore(sql);
    this.catalogue = catalogue;
    this.statements = statements;
    this.keepsTraces = configuration.get(Setting.EVIDENCE_TRACE).equals("yes");
    this.recipients = recipients;
    this.ledger = ledger;
    this.decisions = decisions;
    this.mail = mail;
    this.waits = Duration.ofDays(configuration.get(Setting.CONFIRM_DAYS));
    this.clock = clock;
  }

  /** The topics that one can sign up for, in the order in which people see them. */
  @PermitAll
  public List<Topic> offered(Controller controller) {
    return catalogue.topics(controller.id()).stream()
        .filter(topic -> topic.isOpen() && topic.kind().isMarketing())
        .toList();
  }

  /**
   * Somebody filled in the form. Answers nothing: whether the address is known, stopped, suppressed
   * or asked for too often is nobody's business (ASVS 6.3.8).
   */
  @PermitAll
  public void request(SignUpRequest request) {
    Controller controller = catalogue.controller(request.controller()).orElseThrow();
    List<Topic> topics =
        offered(controller).stream().filter(t -> request.topics().contains(t.id())).toList();
    Instant now = clock.instant();
    if (topics.isEmpty() || !isWithin(request, now)) {
      return;
    }
    RecipientId recipient =
        recipients.obtain(
            request.controller(), request.address(), Optional.of(request.language()), "sign-up");
    if (store.takeTurn(recipient, now)) {
      WordingId wording = catalogue.wording(controller.id(), request.language(), request.wording());
      Provenance provenance =
          Provenance.byRecipient(Route.FORM)
              .with(wording)
              .on("sign-up/1", statement(controller.id(), request.language()))
              .with(kept(new Trace(request.network(), request.agent())));
      start(controller, recipient, request.language(), topics, provenance, now);
    }
  }

  private boolean isWithin(SignUpRequest request, Instant now) {
    boolean worked = request.worked();
    return request
            .network()
            .map(one -> store.count(one, now) <= ProofOfWork.limit(MAILS_OF_A_NETWORK, worked))
            .orElse(true)
        && store.count(ALL, now) <= ProofOfWork.limit(MAILS_OF_ALL, worked);
  }

  /** A person asked for topics on their preference page or took an unsubscribe back (promise 2). */
  @PermitAll
  public void on(@Observes ConsentRequested event) {
    Recipient recipient = recipients.find(event.recipient()).orElseThrow();
    Controller controller = catalogue.controller(recipient.controller()).orElseThrow();
    Language language = controller.languageFor(recipient.language());
    List<Topic> topics =
        offered(controller).stream().filter(t -> event.topics().contains(t.id())).toList();
    Instant now = clock.instant();
    if (topics.isEmpty()) {
      return;
    }
    if (store.takeTurn(recipient.id(), now)) {
      start(controller, recipient.id(), language, topics, event.provenance(), now);
    } else {
      // the mail of a moment ago is answered on a page that shows these topics too
      ledger.request(recipient.id(), ids(topics), event.provenance());
      store.join(recipient.id(), ids(topics));
    }
  }

  private void start(
      Controller controller,
      RecipientId recipient,
      Language language,
      List<Topic> topics,
      Provenance provenance,
      Instant now) {
    ledger.request(recipient, ids(topics), provenance);
    WordingId wording = provenance.wording().orElseThrow();
    long id = store.add(controller.id(), recipient, ids(topics), wording, language, now);
    if (mayGetMail(recipient, ids(topics))) {
      List<String> names = topics.stream().map(topic -> topic.text(language).name()).toList();
      mail.confirmation(controller.id(), recipient, language, id, names);
    }
  }

  private boolean mayGetMail(RecipientId recipient, List<TopicId> topics) {
    return decisions.choices(recipient).stream()
        .filter(choice -> topics.contains(choice.topic()))
        .map(TopicChoice::decision)
        .noneMatch(SignUp::forbidsAllMail);
  }

  private static boolean forbidsAllMail(Decision decision) {
    return decision.fold(yes -> false, no -> NO_MAIL_AT_ALL.contains(no.reason()));
  }

  @PermitAll
  public Optional<PendingSignUp> find(long id) {
    return store.find(id);
  }

  /** Whether it still waits: neither confirmed nor too old. */
  @PermitAll
  public boolean isOpen(PendingSignUp signUp) {
    return signUp.confirmedAt().isEmpty()
        && signUp.requestedAt().isAfter(clock.instant().minus(waits));
  }

  /**
   * The person confirms it, from the mail that went to their address (GDPR art. 7(1)).
   *
   * @param seen what the request tells, kept where the setting says so
   */
  @PermitAll
  public Confirmation confirm(long id, Trace seen) {
    Instant now = clock.instant();
    Optional<PendingSignUp> confirmed = store.confirm(id, now.minus(waits), now);
    if (confirmed.isEmpty()) {
      boolean before = store.find(id).flatMap(PendingSignUp::confirmedAt).isPresent();
      return before ? Confirmation.DONE_BEFORE : Confirmation.TOO_LATE;
    }
    PendingSignUp signUp = confirmed.get();
    ledger.confirm(
        signUp.recipient(),
        signUp.topics(),
        Provenance.byRecipient(Route.CONFIRMATION)
            .with(signUp.wording())
            .on("confirmation/1", statement(signUp.controller(), signUp.language()))
            .with(kept(seen))
            .with(
                Map.of(
                    "sign_up", Long.toString(id),
                    "requested_at", signUp.requestedAt().toString())));
    recipients.chooseLanguage(signUp.recipient(), signUp.language());
    return Confirmation.DONE;
  }

  private Optional<StatementId> statement(ControllerId controller, Language language) {
    return statements.current(controller, language).map(StatementVersion::id);
  }

  private Trace kept(Trace seen) {
    return keepsTraces ? seen : Trace.NONE;
  }

  private static List<TopicId> ids(List<Topic> topics) {
    return topics.stream().map(Topic::id).toList();
  }
}
