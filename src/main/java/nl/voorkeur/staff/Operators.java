package nl.voorkeur.staff;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.OperatorId;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.security.Audit;
import nl.voorkeur.platform.security.InstallationWide;
import nl.voorkeur.platform.security.Reach.Grant;
import nl.voorkeur.platform.security.Role;
import nl.voorkeur.platform.token.Seal;

/** The accounts of staff, for the administrator. */
@Stateless
@RolesAllowed(Role.ADMINISTRATOR)
@InstallationWide
public class Operators {

  @PersistenceContext private EntityManager entities;
  private Passwords passwords;
  private Audit audit;
  private Sql sql;
  private GrantStore grants;
  private SecondFactorStore secondFactors;
  private SessionStore sessions;
  private Clock clock;

  /** For the container. */
  public Operators() {}

  @Inject
  public Operators(Passwords passwords, Audit audit, Sql sql, Seal seal, Clock clock) {
    this.sessions = new SessionStore(sql);
    this.clock = clock;
    this.passwords = passwords;
    this.sql = sql;
    this.grants = new GrantStore(sql);
    this.secondFactors = new SecondFactorStore(sql, seal);
    this.audit = audit;
  }

  /** What became of a change. */
  public enum Outcome {
    DONE,
    /** Somebody else changed the account since it was read; nothing was changed now. */
    STALE,
    /** Nobody would be left to manage accounts; nothing was changed. */
    LAST_ADMINISTRATOR
  }

  public List<Operator> all() {
    return store().all();
  }

  public Optional<Operator> find(OperatorId id) {
    return store().find(id);
  }

  /** What somebody may do at single controllers, besides what they may do at all. */
  public List<Grant> grants(OperatorId id) {
    return grants.of(id);
  }

  /** The controllers at which somebody may get a role. */
  public List<Place> places() {
    return grants.places();
  }

  /**
   * Makes an account with a password that is good for choosing another.
   *
   * @return that password, kept nowhere; nothing when the name is in use
   */
  public Optional<String> add(
      String name,
      String displayName,
      Set<String> roles,
      Map<ControllerId, Set<String>> rolesAtOne) {
    requireAny(roles, rolesAtOne);
    store().queue();
    if (store().find(name).isPresent()) {
      return Optional.empty();
    }
    String password = passwords.madeUp();
    Operator operator = new Operator(name, displayName, roles, "");
    operator.handOutPassword(passwords.hash(password));
    store().add(operator);
    grants.set(operator.id(), rolesAtOne);
    record("OPERATOR_ADDED", operator, inWords(operator.roles(), rolesAtOne));
    return Optional.of(password);
  }

  /**
   * @param version the one that was read
   * @param roles at every controller
   * @param rolesAtOne at single ones
   */
  public Outcome describe(
      OperatorId id,
      long version,
      String displayName,
      Set<String> roles,
      Map<ControllerId, Set<String>> rolesAtOne) {
    requireAny(roles, rolesAtOne);
    store().queue();
    Operator operator = store().required(id);
    if (operator.version() != version) {
      return Outcome.STALE;
    }
    if (!roles.contains(Role.ADMINISTRATOR) && store().isLastAdministrator(operator)) {
      return Outcome.LAST_ADMINISTRATOR;
    }
    operator.describe(displayName, roles);
    grants.set(id, rolesAtOne);
    store().touch(operator);
    record("OPERATOR_CHANGED", operator, inWords(roles, rolesAtOne));
    return Outcome.DONE;
  }

  private static void requireAny(Set<String> roles, Map<ControllerId, Set<String>> rolesAtOne) {
    if (roles.isEmpty() && rolesAtOne.values().stream().allMatch(Set::isEmpty)) {
      throw new IllegalArgumentException("a member of staff has a role");
    }
  }

  private static String inWords(Set<String> roles, Map<ControllerId, Set<String>> rolesAtOne) {
    return Stream.concat(
            new TreeSet<>(roles).stream(),
            rolesAtOne.entrySet().stream()
                .flatMap(
                    at ->
                        new TreeSet<>(at.getValue())
                            .stream().map(role -> role + " at controller " + at.getKey())))
        .collect(Collectors.joining(", "));
  }

  /**
   * Sets the address by which a provider elsewhere knows somebody, see {@link SignInElsewhere}; a
   * new one forgets whom the provider meant before.
   *
   * @return false when it is another account's
   */
  public boolean reach(OperatorId id, Optional<String> email) {
    store().queue();
    Operator operator = store().required(id);
    Optional<String> wanted = email.map(text -> text.strip().toLowerCase(Locale.ROOT));
    boolean taken =
        wanted.isPresent()
            && store().all().stream()
                .anyMatch(other -> other != operator && other.email().equals(wanted));
    if (!taken && !operator.email().equals(wanted)) {
      operator.reach(wanted);
      sql.with(
          handle ->
              handle.execute("DELETE FROM operator_identity WHERE operator_id = ?", id.value()));
      record("OPERATOR_CHANGED", operator, "address for signing in elsewhere");
    }
    return !taken;
  }

  public Outcome deactivate(OperatorId id) {
    store().queue();
    Operator operator = store().required(id);
    if (store().isLastAdministrator(operator)) {
      return Outcome.LAST_ADMINISTRATOR;
    }
    operator.deactivate();
    sessions.endAll(id, clock.instant());
    record("OPERATOR_DEACTIVATED", operator, "");
    return Outcome.DONE;
  }

  public void reactivate(OperatorId id) {
    Operator operator = store().required(id);
    operator.reactivate();
    record("OPERATOR_REACTIVATED", operator, "");
  }

  /** Ends a lock before its time. */
  public void unlock(OperatorId id) {
    Operator operator = store().required(id);
    operator.unlock();
    record("OPERATOR_UNLOCKED", operator, "");
  }

  /**
   * Replaces a forgotten password; the account's sessions end.
   *
   * @return the new password, good for choosing another, kept nowhere
   */
  public String handOutPassword(OperatorId id) {
    Operator operator = store().required(id);
    String password = passwords.madeUp();
    operator.handOutPassword(passwords.hash(password));
    sessions.endAll(id, clock.instant());
    record("PASSWORD_HANDED_OUT", operator, "");
    return password;
  }

  /** Takes away a second factor whose telephone and codes were lost. */
  public void dropSecondFactor(OperatorId id) {
    Operator operator = store().required(id);
    if (secondFactors.drop(id)) {
      record("SECOND_FACTOR_RESET", operator, "");
    }
  }

  /** Where somebody is signed in, the session used last first. */
  public List<OpenSession> sessions(OperatorId id) {
    return sessions.list(id, clock.instant());
  }

  /** Ends every session of somebody, as when a laptop was stolen; how many there were. */
  public int endSessions(OperatorId id) {
    Operator operator = store().required(id);
    int ended = sessions.endAll(id, clock.instant());
    if (ended > 0) {
      record("SESSIONS_ENDED", operator, "");
    }
    return ended;
  }

  public boolean hasSecondFactor(OperatorId id) {
    return secondFactors.isOn(id);
  }

  private void record(String act, Operator operator, String detail) {
    audit.record(act, Optional.empty(), "operator " + operator.id(), detail);
  }

  private OperatorStore store() {
    return new OperatorStore(entities);
  }
}
