package nl.voorkeur.mailing;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import nl.voorkeur.kernel.MailingId;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.security.Audit;
import nl.voorkeur.platform.security.Role;

/**
 * Mailings as staff and programs handle them once they started: followed and held. What is sent,
 * and to whom, is decided elsewhere: by the one rule, right before each message.
 */
@Stateless
public class Mailings {

  private MailingStore mailings;
  private ProgressStore progress;
  private Audit audit;

  /** For the container. */
  public Mailings() {}

  @Inject
  public Mailings(Sql sql, Audit audit) {
    this.mailings = new MailingStore(sql);
    this.progress = new ProgressStore(sql);
    this.audit = audit;
  }

  /** Holds a mailing; at most the messages on a connection now still leave. */
  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public boolean pause(MailingId id) {
    return move(id, MailingState.SENDING, MailingState.PAUSED, "MAILING_PAUSED");
  }

  @RolesAllowed({Role.MARKETING, Role.ADMINISTRATOR})
  public boolean resume(MailingId id) {
    return move(id, MailingState.PAUSED, MailingState.SENDING, "MAILING_RESUMED");
  }

  /** Ends a mailing for good; who didn't get it yet never will. */
  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public boolean cancel(MailingId id) {
    return move(id, MailingState.SENDING, MailingState.CANCELLED, "MAILING_CANCELLED")
        || move(id, MailingState.PAUSED, MailingState.CANCELLED, "MAILING_CANCELLED");
  }

  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public Progress progress(MailingId id) {
    return progress.progress(id);
  }

  /** Whom we can't tell whether they got it. */
  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public List<InDoubt> inDoubt(MailingId id, int limit) {
    return progress.inDoubt(id, limit);
  }

  /** Ends a doubt: they have it. */
  @RolesAllowed({Role.MARKETING, Role.ADMINISTRATOR})
  public boolean countAsSent(MailingId id, RecipientId recipient) {
    return settle(id, recipient, false, "DOUBT_COUNTED_AS_SENT");
  }

  /** Ends a doubt: send it once more, by the same rule as ever. They may get it twice. */
  @RolesAllowed({Role.MARKETING, Role.ADMINISTRATOR})
  public boolean tryOnceMore(MailingId id, RecipientId recipient) {
    return settle(id, recipient, true, "DOUBT_TRIED_ONCE_MORE");
  }

  private boolean settle(MailingId id, RecipientId recipient, boolean again, String act) {
    boolean settled = progress.settle(id, recipient, again);
    if (settled) {
      audit.record(
          act,
          mailings.find(id).map(Mailing::controller),
          "mailing " + id,
          "recipient " + recipient);
    }
    return settled;
  }

  private boolean move(MailingId id, MailingState from, MailingState to, String act) {
    boolean moved = mailings.move(id, from, to);
    if (moved) {
      record(act, id);
    }
    return moved;
  }

  private void record(String act, MailingId id) {
    audit.record(act, mailings.find(id).map(Mailing::controller), "mailing " + id, "");
  }
}
