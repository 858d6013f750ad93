package nl.voorkeur.staff;

import jakarta.annotation.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import nl.voorkeur.kernel.OperatorId;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.security.Audit;
import nl.voorkeur.platform.security.Caller;
import nl.voorkeur.platform.security.OfNoController;
import nl.voorkeur.platform.security.Role;

/** What members of staff do to their own account. */
@Stateless
@OfNoController
@RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
public class OwnAccount {

  @PersistenceContext private EntityManager entities;
  @Resource private SessionContext session;
  private Passwords passwords;
  private Audit audit;
  private SessionStore sessions;
  private Clock clock;

  /** For the container. */
  public OwnAccount() {}

  @Inject
  public OwnAccount(Passwords passwords, Audit audit, Sql sql, Clock clock) {
    this.passwords = passwords;
    this.audit = audit;
    this.sessions = new SessionStore(sql);
    this.clock = clock;
  }

  /** The caller with a new password, or why it was not taken. */
  public sealed interface Change {
    record Done(Caller caller) implements Change {}

    record Refused(PasswordFault fault) implements Change {}

    default <T> T fold(Function<Caller, T> done, Function<PasswordFault, T> refused) {
      if (this instanceof Done change) {
        return done.apply(change.caller());
      }
      return refused.apply(((Refused) this).fault());
    }
  }

  /**
   * Changes the caller's password; the session that asks goes on with the new stamp, every other
   * one ends.
   */
  public Change changePassword(String current, String wanted) {
    Operator operator = new OperatorStore(entities).required(caller());
    if (!passwords.matches(current, operator.passwordHash())) {
      audit.record("PASSWORD_CHANGE_REFUSED", Optional.empty(), "operator " + operator.id(), "");
      return new Change.Refused(PasswordFault.CURRENT_WRONG);
    }
    Optional<PasswordFault> fault =
        current.equals(wanted)
            ? Optional.of(PasswordFault.SAME_AS_BEFORE)
            : PasswordFault.in(wanted, operator.name());
    if (fault.isPresent()) {
      return new Change.Refused(fault.get());
    }
    operator.changePassword(passwords.hash(wanted));
    audit.record("PASSWORD_CHANGED", Optional.empty(), "operator " + operator.id(), "");
    return new Change.Done(operator.caller());
  }

  /** Where the caller is signed in, the session used last first. */
  public List<OpenSession> sessions() {
    return sessions.list(caller(), clock.instant());
  }

  /** Ends one of the caller's sessions; false when it was over already. */
  public boolean endSession(long id) {
    boolean ended = sessions.end(caller(), id, clock.instant());
    if (ended) {
      audit.record("SESSION_ENDED", Optional.empty(), "operator " + caller(), "");
    }
    return ended;
  }

  /**
   * Ends all of the caller's sessions but one.
   *
   * @param spared the one that asks
   */
  public int endOtherSessions(long spared) {
    int ended = sessions.endOthers(caller(), spared, clock.instant());
    if (ended > 0) {
      audit.record("SESSIONS_ENDED", Optional.empty(), "operator " + caller(), "");
    }
    return ended;
  }

  private OperatorId caller() {
    String actor = session.getCallerPrincipal().getName();
    return new OperatorId(Long.parseLong(actor.substring("staff:".length())));
  }
}
