package nl.voorkeur.privacy;

import jakarta.annotation.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import nl.voorkeur.catalogue.Catalogue;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.kernel.OutOfReach;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.mailing.SystemMail;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.security.Audit;
import nl.voorkeur.platform.security.Role;
import nl.voorkeur.platform.text.Times;
import nl.voorkeur.privacy.RightsCase.Filter;
import nl.voorkeur.privacy.RightsCase.Identity;
import nl.voorkeur.privacy.RightsCase.Outcome;
import nl.voorkeur.recipient.Recipient;
import nl.voorkeur.recipient.Recipients;

/**
 * Requests to use a right that can't be served at once, each with its time to answer (GDPR art.
 * 12(3)). The person is told by mail that it was taken up, until when it is answered, and that it
 * was.
 */
@Stateless
@RolesAllowed({Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
public class RightsCases {

  @Resource private SessionContext session;
  private CaseStore store;
  private Recipients recipients;
  private Catalogue catalogue;
  private SystemMail mail;
  private Audit audit;
  private Clock clock;

  /** For the container. */
  public RightsCases() {}

  @Inject
  public RightsCases(
      Sql sql,
      Recipients recipients,
      Catalogue catalogue,
      SystemMail mail,
      Audit audit,
      Clock clock) {
    this.store = new CaseStore(sql);
    this.recipients = recipients;
    this.catalogue = catalogue;
    this.mail = mail;
    this.audit = audit;
    this.clock = clock;
  }

  /** Takes up a request. */
  public long open(ControllerId controller, NewCase wanted) {
    Recipient person = recipients.find(controller, wanted.recipient()).orElseThrow(OutOfReach::new);
    long id = store.add(controller, wanted, actor());
    record("RIGHTS_CASE_OPENED", controller, id, wanted.kind().name());
    Language language = language(person);
    mail.caseOpened(
        controller,
        person.id(),
        language,
        id,
        Times.of(language).day(RightsCase.due(wanted.askedOn())));
    return id;
  }

  /** One case with all that was done about it. */
  public Optional<RightsCase.File> find(ControllerId controller, long id) {
    return store.find(controller, id).map(found -> new RightsCase.File(found, store.notes(id)));
  }

  public List<RightsCase> list(ControllerId controller, Filter filter, int offset, int limit) {
    return store.list(controller, filter, today(), offset, limit);
  }

  public int count(ControllerId controller, Filter filter) {
    return store.count(controller, filter, today());
  }

  /** The cases of one person, newest first. */
  public List<RightsCase> of(ControllerId controller, RecipientId recipient) {
    return store.of(controller, recipient);
  }

  /**
   * Notes what was done.
   *
   * @return whether it was kept; not when the case was closed meanwhile
   */
  public boolean note(ControllerId controller, long id, String text) {
    return store.note(controller, id, actor(), text);
  }

  /** Notes how staff made sure who it is (GDPR art. 12(6)). */
  public boolean identify(ControllerId controller, long id, Identity identity) {
    return recorded(
        "RIGHTS_CASE_IDENTIFIED",
        controller,
        id,
        identity.name(),
        store.identify(controller, id, identity));
  }

  /**
   * Takes two months more.
   *
   * @param why the person has to be told so within the first month
   * @return whether it was done; not twice, and not when the time is over
   */
  public boolean extend(ControllerId controller, long id, String why) {
    return recorded(
        "RIGHTS_CASE_EXTENDED", controller, id, "", store.extend(controller, id, why, today()));
  }

  /**
   * Closes it, and tells the person.
   *
   * @param why what was done, or why not (GDPR art. 12(4))
   */
  public boolean close(ControllerId controller, long id, Outcome outcome, String why) {
    boolean done =
        recorded(
            "RIGHTS_CASE_CLOSED",
            controller,
            id,
            outcome.name(),
            store.close(controller, id, outcome, why));
    if (done) {
      store
          .find(controller, id)
          .flatMap(closed -> recipients.find(controller, closed.recipient()))
          .ifPresent(person -> mail.caseClosed(controller, person.id(), language(person), id, why));
    }
    return done;
  }

  private boolean recorded(
      String act, ControllerId controller, long id, String detail, boolean done) {
    if (done) {
      record(act, controller, id, detail);
    }
    return done;
  }

  private void record(String act, ControllerId controller, long id, String detail) {
    audit.record(act, Optional.of(controller), "case " + id, detail);
  }

  private Language language(Recipient person) {
    return person
        .language()
        .orElseGet(() -> catalogue.controller(person.controller()).orElseThrow().defaultLanguage());
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), Times.ZONE);
  }

  private String actor() {
    return session.getCallerPrincipal().getName();
  }
}
