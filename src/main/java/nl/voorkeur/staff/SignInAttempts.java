package nl.voorkeur.staff;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.Optional;
import nl.voorkeur.platform.security.Caller;

/**
 * The two short transactions of a sign-in, so that no row is locked while a password is hashed. For
 * {@link SignIn} only.
 */
@Stateless
@PermitAll
public class SignInAttempts {

  @PersistenceContext private EntityManager entities;
  private Clock clock;

  /** For the container. */
  public SignInAttempts() {}

  @Inject
  public SignInAttempts(Clock clock) {
    this.clock = clock;
  }

  /** What is known of a name that somebody tries to sign in with. */
  public record Attempt(String name, String subject, boolean admitted, String hash) {
    /** Without the hash. */
    @Override
    public String toString() {
      return subject;
    }
  }

  /** Counts a try; nothing when nobody has that name. */
  public Optional<Attempt> begin(String name) {
    return new OperatorStore(entities)
        .lock(name)
        .map(
            operator ->
                new Attempt(
                    name,
                    "operator " + operator.id(),
                    operator.admit(clock.instant()),
                    operator.passwordHash()));
  }

  /** The password was right. */
  public Optional<Caller> succeed(Attempt attempt) {
    return new OperatorStore(entities)
        .lock(attempt.name())
        .filter(Operator::isActive)
        .filter(operator -> operator.passwordHash().equals(attempt.hash()))
        .map(
            operator -> {
              operator.signIn();
              return operator.caller();
            });
  }
}
