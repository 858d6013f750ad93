package nl.voorkeur.mailing;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import nl.voorkeur.kernel.MailingId;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.security.Audit;
import nl.voorkeur.platform.token.LinkUrls;

/**
 * Starts a mailing whose moment has come, in a transaction of its own. Every node may try: the
 * draft's row lets one of them through, and the others then find no draft.
 */
@Stateless
public class ScheduledStart {

  private MailingStore mailings;
  private DraftStore drafts;
  private Starting starting;
  private Audit audit;
  private Clock clock;

  /** For the container. */
  public ScheduledStart() {}

  @Inject
  public ScheduledStart(Sql sql, LinkUrls urls, Audit audit, Clock clock) {
    this.mailings = new MailingStore(sql);
    this.drafts = new DraftStore(sql);
    this.starting = new Starting(sql, urls, clock);
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Starts it, or takes the start back and keeps why; never tries again by itself, as by then it
   * would be another moment than the one that was chosen.
   */
  @PermitAll
  public void begin(MailingId id) {
    Optional<Mailing> found = mailings.find(id);
    if (found.isEmpty() || !drafts.lock(found.get().controller(), id)) {
      return;
    }
    Mailing draft = mailings.find(id).orElseThrow();
    if (draft.schedule().filter(when -> !when.at().isAfter(clock.instant())).isEmpty()) {
      return;
    }
    String fault =
        starting
            .start(draft.controller(), id)
            .fold(
                started -> "",
                refused -> refused.findings().get(0).kind().name(),
                () -> "NOT_APPROVED",
                () -> "");
    if (!fault.isEmpty()) {
      drafts.unschedule(draft.controller(), id, Optional.of(fault));
    }
    audit.record(
        fault.isEmpty() ? "MAILING_STARTED" : "MAILING_NOT_STARTED",
        Optional.of(draft.controller()),
        "mailing " + id,
        fault.isEmpty() ? "scheduled by " + draft.schedule().orElseThrow().by() : fault);
  }
}
