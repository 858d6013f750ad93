package nl.voorkeur.mailing;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.MailingId;
import nl.voorkeur.platform.security.Audit;

/** Changes drafts and tells the trail, also when a change took an approval back. */
final class Amending {

  private final MailingStore mailings;
  private final Audit audit;

  Amending(MailingStore mailings, Audit audit) {
    this.mailings = mailings;
    this.audit = audit;
  }

  /**
   * @param change answers whether it was done
   * @param what changed, for the trail
   */
  boolean amend(ControllerId controller, MailingId id, String what, BooleanSupplier change) {
    boolean approved = isApproved(controller, id);
    if (!change.getAsBoolean()) {
      return false;
    }
    record("MAILING_CHANGED", controller, id, what);
    if (approved && !isApproved(controller, id)) {
      record("MAILING_APPROVAL_WITHDRAWN", controller, id, what);
    }
    return true;
  }

  private boolean isApproved(ControllerId controller, MailingId id) {
    return mailings.find(controller, id).flatMap(Mailing::approval).isPresent();
  }

  private void record(String act, ControllerId controller, MailingId id, String what) {
    audit.record(act, Optional.of(controller), "mailing " + id, what);
  }
}
