package nl.voorkeur.mailing;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.MailingId;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.security.Audit;
import nl.voorkeur.platform.security.Role;

/**
 * Mailings on their way, as staff and programs follow and hold them: from any node, at any moment,
 * at once. A mailing of another controller is as good as none (promise 7).
 */
@Stateless
public class SendingControl {

  /** The most hours that a message is tried (RFC 5321 s. 4.5.4.1 has four to five days). */
  public static final int LONGEST_LIFE = 120;

  private ProgressStore store;
  private Audit audit;

  /** For the container. */
  public SendingControl() {}

  @Inject
  public SendingControl(Sql sql, Audit audit) {
    this.store = new ProgressStore(sql);
    this.audit = audit;
  }

  /** Where everybody stands. */
  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public Progress progress(ControllerId controller, MailingId id) {
    return store.progress(controller, id);
  }

  /** Holds a mailing; at most the messages on a connection now still leave. */
  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public boolean pause(ControllerId controller, MailingId id) {
    return move(controller, id, MailingState.SENDING, MailingState.PAUSED, "MAILING_PAUSED");
  }

  /** Goes on; with one that had paused for its bounces or complaints, in spite of them. */
  @RolesAllowed({Role.MARKETING, Role.ADMINISTRATOR})
  public boolean resume(ControllerId controller, MailingId id) {
    return move(controller, id, MailingState.PAUSED, MailingState.SENDING, "MAILING_RESUMED");
  }

  /** Ends a mailing for good; who didn't get it yet never will. */
  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public boolean cancel(ControllerId controller, MailingId id) {
    String act = "MAILING_CANCELLED";
    return move(controller, id, MailingState.SENDING, MailingState.CANCELLED, act)
        || move(controller, id, MailingState.PAUSED, MailingState.CANCELLED, act);
  }

  /** How long a message is tried that the server puts off. */
  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public int lifetimeHours(ControllerId controller, MailingId id) {
    return store.lifetimeHours(controller, id);
  }

  /** Tries for longer or shorter in this mailing alone; false when it has ended. */
  @RolesAllowed({Role.MARKETING, Role.ADMINISTRATOR})
  public boolean live(ControllerId controller, MailingId id, int hours) {
    boolean set = store.live(controller, id, hours);
    if (set) {
      record("MAILING_LIFETIME", controller, id, hours + " h");
    }
    return set;
  }

  /**
   * Whom we can't tell whether they got it.
   *
   * @param after only recipients above this id
   */
  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public List<InDoubt> inDoubt(ControllerId controller, MailingId id, long after, int limit) {
    return store.inDoubt(controller, id, after, limit);
  }

  /** Ends a doubt, or every doubt of the mailing: they have it. Answers how many. */
  @RolesAllowed({Role.MARKETING, Role.ADMINISTRATOR})
  public int countAsSent(ControllerId controller, MailingId id, Optional<RecipientId> recipient) {
    return settle(controller, id, recipient, false, "DOUBT_COUNTED_AS_SENT");
  }

  /**
   * Ends a doubt, or every doubt of the mailing: send once more, by the same rule as ever. They may
   * get it twice.
   */
  @RolesAllowed({Role.MARKETING, Role.ADMINISTRATOR})
  public int tryOnceMore(ControllerId controller, MailingId id, Optional<RecipientId> recipient) {
    return settle(controller, id, recipient, true, "DOUBT_TRIED_ONCE_MORE");
  }

  private int settle(
      ControllerId controller,
      MailingId id,
      Optional<RecipientId> recipient,
      boolean again,
      String act) {
    int settled = store.settle(controller, id, recipient, again);
    if (settled > 0) {
      record(
          act,
          controller,
          id,
          recipient.map(one -> "recipient " + one).orElse("all, " + settled + " recipients"));
    }
    return settled;
  }

  private boolean move(
      ControllerId controller, MailingId id, MailingState from, MailingState to, String act) {
    boolean moved = store.move(controller, id, from, to);
    if (moved) {
      record(act, controller, id, "");
    }
    return moved;
  }

  private void record(String act, ControllerId controller, MailingId id, String detail) {
    audit.record(act, Optional.of(controller), "mailing " + id, detail);
  }
}
