package nl.voorkeur.mailing;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.MailingId;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.token.LinkUrls;

/**
 * What has to be so before a mailing leaves, asked in the transaction that starts it, with the
 * draft kept from everybody else: whether by hand or by the clock makes no difference.
 */
final class Starting {

  private final MailingStore mailings;
  private final DraftStore drafts;
  private final PolicyStore policies;
  private final Linter linter;
  private final Clock clock;

  Starting(Sql sql, LinkUrls urls, Clock clock) {
    this.mailings = new MailingStore(sql);
    this.drafts = new DraftStore(sql);
    this.policies = new PolicyStore(sql);
    this.linter =
        new Linter(new ProgressStore(sql), new Composer(LetterWriter.usual(), urls), urls);
    this.clock = clock;
  }

  StartOutcome start(ControllerId controller, MailingId id) {
    if (!drafts.lock(controller, id)) {
      return new StartOutcome.NotADraft();
    }
    Mailing draft = mailings.find(controller, id).orElseThrow();
    if (policies.find(controller).secondPerson() && draft.approval().isEmpty()) {
      return new StartOutcome.NotApproved();
    }
    List<Finding> faults = faults(id);
    if (!faults.isEmpty()) {
      return new StartOutcome.Refused(faults);
    }
    if (!mailings.start(id, draft.text().topic(), clock.instant())) {
      return new StartOutcome.NotADraft();
    }
    return new StartOutcome.Started(mailings.find(controller, id).orElseThrow().audience());
  }

  /** Whether it may not go out like this. */
  boolean isStopped(MailingId id) {
    return !faults(id).isEmpty();
  }

  private List<Finding> faults(MailingId id) {
    Job job = mailings.job(id).orElseThrow();
    return linter.findings(job, Set.of()).stream().filter(Finding::stops).toList();
  }
}
