package nl.voorkeur.permission;

import jakarta.annotation.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.OutOfReach;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.security.Audit;
import nl.voorkeur.platform.security.Role;
import nl.voorkeur.recipient.Recipients;

/**
 * The little that staff may lift, each with a reason: a mailbox that works again, a restriction
 * that ended, an age that was wrong. What a person said no to is not among it, nor a complaint.
 */
@Stateless
@RolesAllowed({Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
public class StaffLift {

  @Resource private SessionContext session;
  private LedgerStore store;
  private Recipients recipients;
  private Audit audit;

  /** For the container. */
  public StaffLift() {}

  @Inject
  public StaffLift(Sql sql, Recipients recipients, Audit audit) {
    this.store = new LedgerStore(sql);
    this.recipients = recipients;
    this.audit = audit;
  }

  /** What can be lifted; bundle keys {@code lift.X}. */
  public enum Liftable {
    BOUNCE(LedgerKind.BOUNCE_LIFTED),
    RESTRICTION(LedgerKind.RESTRICTION_LIFTED),
    AGE(LedgerKind.OF_AGE);

    private final LedgerKind kind;

    Liftable(LedgerKind kind) {
      this.kind = kind;
    }

    /** Whether there is something of it to lift. */
    public boolean holds(Standing standing) {
      return switch (this) {
        case BOUNCE -> standing.bounced();
        case RESTRICTION -> standing.restricted();
        case AGE -> standing.underAge();
      };
    }
  }

  /**
   * Lifts it.
   *
   * @param reason why, kept in the ledger; never empty
   * @return the entry; nothing when there was nothing to lift
   */
  public Optional<LedgerEntry> lift(
      ControllerId controller, RecipientId recipient, Liftable what, String reason) {
    recipients.find(controller, recipient).orElseThrow(OutOfReach::new);
    Optional<LedgerEntry> entry =
        store.append(
            recipient,
            Optional.empty(),
            what.kind,
            Optional.empty(),
            Provenance.by(Route.STAFF_MAIL, session.getCallerPrincipal().getName())
                .with(Map.of("reason", reason)));
    entry.ifPresent(
        made ->
            audit.record("LIFTED", Optional.of(controller), "recipient " + recipient, what.name()));
    return entry;
  }
}
