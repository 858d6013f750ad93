package nl.voorkeur.staff;

import jakarta.annotation.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Optional;
import java.util.function.Function;
import nl.voorkeur.kernel.OperatorId;
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

  /** For the container. */
  public OwnAccount() {}

  @Inject
  public OwnAccount(Passwords passwords, Audit audit) {
    this.passwords = passwords;
    this.audit = audit;
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
    String actor = session.getCallerPrincipal().getName();
    Operator operator =
        new OperatorStore(entities)
            .required(new OperatorId(Long.parseLong(actor.substring("staff:".length()))));
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
}
