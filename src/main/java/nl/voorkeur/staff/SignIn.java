package nl.voorkeur.staff;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.security.Audit;
import nl.voorkeur.platform.security.Caller;
import nl.voorkeur.platform.security.OfNoController;
import nl.voorkeur.platform.security.Role;
import nl.voorkeur.staff.SignInAttempts.Attempt;

/**
 * Signing in and out. A wrong name, a wrong password, a locked and a closed account all get the
 * same answer in about the same time (ASVS 6.3.8).
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class SignIn {

  private static final int LONGEST = 200;

  private SignInAttempts attempts;
  private Passwords passwords;
  private Audit audit;
  private AuditStore trail;
  private SignInNetworks networks;
  private Clock clock;

  /** For the container. */
  public SignIn() {}

  @Inject
  public SignIn(SignInAttempts attempts, Passwords passwords, Audit audit, Sql sql, Clock clock) {
    this.attempts = attempts;
    this.passwords = passwords;
    this.audit = audit;
    this.trail = new AuditStore(sql);
    this.networks = new SignInNetworks(sql);
    this.clock = clock;
  }

  /**
   * What a try leads to.
   *
   * @param caller who that is; nothing when they may not come in, for whatever reason
   * @param throttled whether their network made too many wrong tries; then none was looked at
   */
  public record Answer(Optional<Caller> caller, boolean throttled) {}

  /**
   * A try to come in.
   *
   * @param network where it comes from, shortened so that it names no one; absent on the machine
   *     itself
   */
  @PermitAll
  public Answer signIn(String name, String password, Optional<String> network) {
    Instant now = clock.instant();
    int tries = network.map(from -> networks.begin(from, now)).orElse(0);
    if (tries > SignInNetworks.TRIES) {
      if (tries == SignInNetworks.TRIES + 1) {
        // once an hour, so that nobody fills the trail
        trail.append("anonymous", "SIGN_IN_FAILED", Optional.empty(), "", "network throttled");
      }
      return new Answer(Optional.empty(), true);
    }
    Optional<Caller> caller = look(name, password);
    if (caller.isPresent()) {
      network.ifPresent(from -> networks.succeed(from, now));
    }
    return new Answer(caller, false);
  }

  private Optional<Caller> look(String name, String password) {
    String bounded = password.length() > LONGEST ? password.substring(0, LONGEST + 1) : password;
    Optional<Attempt> attempt = attempts.begin(name.strip().toLowerCase(Locale.ROOT));
    Optional<Attempt> admitted = attempt.filter(Attempt::admitted);
    boolean right = false;
    if (admitted.isPresent()) {
      right = passwords.matches(bounded, admitted.get().hash());
    } else {
      passwords.matchNobody(bounded);
    }
    Optional<Caller> caller = right ? admitted.flatMap(attempts::succeed) : Optional.empty();
    // the name as typed is not kept: people type their password there
    trail.append(
        caller.map(Caller::actor).orElse("anonymous"),
        caller.isPresent() ? "SIGNED_IN" : "SIGN_IN_FAILED",
        Optional.empty(),
        attempt.map(Attempt::subject).orElse(""),
        attempt.isPresent() && admitted.isEmpty() ? "locked or closed" : "");
    return caller;
  }

  @OfNoController
  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public void signOut() {
    audit.record("SIGNED_OUT", Optional.empty(), "", "");
  }
}
