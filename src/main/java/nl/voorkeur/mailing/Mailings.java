package nl.voorkeur.mailing;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import nl.voorkeur.catalogue.TopicControllers;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.MailingId;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.permission.PermissionDecisions;
import nl.voorkeur.permission.Tally;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.security.Audit;
import nl.voorkeur.platform.security.Role;
import nl.voorkeur.platform.token.LinkUrls;

/**
 * Mailings as staff and programs handle them: written, looked at, started; {@link SendingControl}
 * has them once they are on their way. What is sent, and to whom, is decided elsewhere: by the one
 * rule, right before each message.
 */
@Stateless
public class Mailings {

  private MailingStore mailings;
  private Linter linter;
  private PermissionDecisions decisions;
  private TopicControllers topics;
  private Audit audit;
  private Clock clock;

  /** For the container. */
  public Mailings() {}

  @Inject
  public Mailings(Sql sql, LinkUrls urls, PermissionDecisions decisions, Audit audit, Clock clock) {
    this.mailings = new MailingStore(sql);
    this.linter = new Linter(mailings, new ProgressStore(sql), LetterWriter.usual(), urls);
    this.decisions = decisions;
    this.topics = new TopicControllers(sql);
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Keeps a new draft for the topic's controller.
   *
   * @param by who wrote it: {@code staff:<id>} or {@code token:<id>}
   */
  @RolesAllowed({Role.MARKETING, Role.ADMINISTRATOR})
  public MailingId draft(MailingText text, String by) {
    MailingId id = mailings.draft(text, by);
    record("MAILING_WRITTEN", id);
    return id;
  }

  /** Changes a draft; false when it is none any more, or the topic is another controller's. */
  @RolesAllowed({Role.MARKETING, Role.ADMINISTRATOR})
  public boolean revise(MailingId id, MailingText text) {
    return mailings.revise(id, text);
  }

  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public Optional<Mailing> find(MailingId id) {
    return mailings.find(id);
  }

  /** One page of mailings, newest first. */
  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public List<Mailing> list(Optional<ControllerId> controller, int offset, int limit) {
    return mailings.list(controller, offset, limit);
  }

  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public long count(Optional<ControllerId> controller) {
    return mailings.count(controller);
  }

  /** The mail as a recipient would get it, and what is not right about it yet. */
  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public Preview preview(MailingText text) {
    return linter.preview(text);
  }

  /** Who would get mail on this topic now, and who not by reason. */
  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public Tally audience(TopicId topic) {
    return decisions.tally(topics.find(topic).orElseThrow(), topic);
  }

  /** Fixes the audience and begins to send, unless something stands in the way. */
  @RolesAllowed({Role.MARKETING, Role.ADMINISTRATOR})
  public StartOutcome start(MailingId id) {
    Optional<Mailing> draft =
        mailings.find(id).filter(mailing -> mailing.state() == MailingState.DRAFT);
    if (draft.isEmpty()) {
      return new StartOutcome.NotADraft();
    }
    MailingText text = draft.get().text();
    List<Finding> faults = linter.preview(text).findings().stream().filter(Finding::stops).toList();
    if (!faults.isEmpty()) {
      return new StartOutcome.Refused(faults);
    }
    if (!mailings.start(id, text.topic(), clock.instant())) {
      return new StartOutcome.NotADraft();
    }
    record("MAILING_STARTED", id);
    return new StartOutcome.Started(mailings.find(id).orElseThrow().audience());
  }

  private void record(String act, MailingId id) {
    audit.record(act, mailings.find(id).map(Mailing::controller), "mailing " + id, "");
  }
}
