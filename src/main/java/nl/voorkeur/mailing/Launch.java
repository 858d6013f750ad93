package nl.voorkeur.mailing;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.MailingId;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.security.Audit;
import nl.voorkeur.platform.security.Role;
import nl.voorkeur.platform.token.LinkUrls;

/**
 * What stands between a written mailing and its first message: a second person's approval where the
 * controller wants one, a moment, days and hours, and the start itself.
 */
@Stateless
@RolesAllowed({Role.MARKETING, Role.ADMINISTRATOR})
public class Launch {

  private MailingStore mailings;
  private DraftStore drafts;
  private PolicyStore policies;
  private Starting starting;
  private Audit audit;
  private Clock clock;

  /** For the container. */
  public Launch() {}

  @Inject
  public Launch(Sql sql, LinkUrls urls, Audit audit, Clock clock) {
    this.mailings = new MailingStore(sql);
    this.drafts = new DraftStore(sql);
    this.policies = new PolicyStore(sql);
    this.starting = new Starting(sql, urls, clock);
    this.audit = audit;
    this.clock = clock;
  }

  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public MailingPolicy policy(ControllerId controller) {
    return policies.find(controller);
  }

  /** Says how the controller's mailings are looked after. */
  @RolesAllowed({Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public void decide(ControllerId controller, MailingPolicy policy) {
    boolean tracked = policies.find(controller).tracking();
    policies.set(controller, policy);
    if (policy.tracking() != tracked) {
      audit.record(
          policy.tracking() ? "TRACKING_SWITCHED_ON" : "TRACKING_SWITCHED_OFF",
          Optional.of(controller),
          "controller " + controller,
          "");
    }
    audit.record(
        "MAILING_POLICY_CHANGED",
        Optional.of(controller),
        "controller " + controller,
        "second person "
            + policy.secondPerson()
            + ", test addresses "
            + policy.testAddresses().size());
  }

  /**
   * A second person found it right; not one of its authors, and not while it waits for its start.
   *
   * @param revision the one that they looked at; a change since then has to be looked at first
   */
  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public boolean approve(ControllerId controller, MailingId id, int revision, String by) {
    return told("MAILING_APPROVED", controller, id, drafts.approve(controller, id, revision, by));
  }

  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public boolean disapprove(ControllerId controller, MailingId id) {
    return told("MAILING_APPROVAL_WITHDRAWN", controller, id, drafts.disapprove(controller, id));
  }

  /** Sets the days and hours at which its messages may leave, or takes them away. */
  public boolean keepTo(ControllerId controller, MailingId id, Optional<SendWindow> window) {
    return told("MAILING_WINDOW_SET", controller, id, drafts.keepTo(controller, id, window));
  }

  /**
   * Lets it start by itself at a moment to come. Whether it may leave is asked now, so that nobody
   * finds out at night, and again then.
   */
  public ScheduleOutcome schedule(ControllerId controller, MailingId id, Schedule schedule) {
    if (!schedule.at().isAfter(clock.instant())) {
      return ScheduleOutcome.PAST;
    }
    if (!drafts.lock(controller, id)) {
      return ScheduleOutcome.NOT_A_DRAFT;
    }
    if (isUnapproved(controller, id)) {
      return ScheduleOutcome.NOT_APPROVED;
    }
    if (starting.isStopped(id)) {
      return ScheduleOutcome.REFUSED;
    }
    boolean done = drafts.schedule(controller, id, schedule);
    return told("MAILING_SCHEDULED", controller, id, done)
        ? ScheduleOutcome.SCHEDULED
        : ScheduleOutcome.NOT_A_DRAFT;
  }

  /** Takes the start back; the mailing is a draft like any other then. */
  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public boolean unschedule(ControllerId controller, MailingId id) {
    return told(
        "MAILING_UNSCHEDULED", controller, id, drafts.unschedule(controller, id, Optional.empty()));
  }

  /** Fixes the audience and begins to send, unless something stands in the way. */
  public StartOutcome start(ControllerId controller, MailingId id) {
    StartOutcome outcome = starting.start(controller, id);
    told("MAILING_STARTED", controller, id, outcome instanceof StartOutcome.Started);
    return outcome;
  }

  private boolean isUnapproved(ControllerId controller, MailingId id) {
    return policies.find(controller).secondPerson()
        && mailings.find(controller, id).flatMap(Mailing::approval).isEmpty();
  }

  private boolean told(String act, ControllerId controller, MailingId id, boolean done) {
    if (done) {
      audit.record(act, Optional.of(controller), "mailing " + id, "");
    }
    return done;
  }
}
