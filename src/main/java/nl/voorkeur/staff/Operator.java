package nl.voorkeur.staff;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import nl.voorkeur.kernel.OperatorId;
import nl.voorkeur.platform.persistence.InstantConverter;
import nl.voorkeur.platform.security.Caller;
import nl.voorkeur.platform.security.Reach;
import nl.voorkeur.platform.security.Reach.Grant;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * A member of staff. After five wrong passwords in a row the name is locked for a quarter of an
 * hour (ASVS 6.3.1); the count lies in the database, so it holds over all nodes.
 */
@Entity
@Table(name = "operator")
public class Operator {

  /** Wrong passwords in a row before the name is locked. */
  public static final int TRIES = 5;

  /** How long it is locked then. */
  public static final Duration LOCK = Duration.ofMinutes(15);

  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "staff_seq")
  @SequenceGenerator(name = "staff_seq", sequenceName = "staff_seq", allocationSize = 50)
  private long id;

  private String name;

  @Column(name = "display_name")
  private String displayName;

  @Column(name = "password_hash")
  private String passwordHash;

  @Column(name = "one_time")
  private boolean oneTime;

  private String email;
  private String roles;
  private int failures;

  @Column(name = "locked_until")
  @Convert(converter = InstantConverter.class)
  private Instant lockedUntil;

  private boolean active;

  @Version private long version;

  /** For JPA. */
  protected Operator() {}

  Operator(String name, String displayName, Set<String> roles, String passwordHash) {
    this.name = name;
    this.active = true;
    this.passwordHash = passwordHash;
    describe(displayName, roles);
  }

  final void describe(String newDisplayName, Set<String> newRoles) {
    if (newDisplayName.isBlank()) {
      throw new IllegalArgumentException("a member of staff has a name");
    }
    displayName = newDisplayName.strip();
    roles = String.join(",", new TreeSet<>(newRoles));
  }

  /** The address by which a provider elsewhere knows them; without one, none does. */
  final void reach(Optional<String> newEmail) {
    email = newEmail.map(text -> text.strip().toLowerCase(Locale.ROOT)).orElse(null);
  }

  public Optional<String> email() {
    return Optional.ofNullable(email);
  }

  /**
   * Begins a try to sign in. It counts as a failure before the password is looked at, so that many
   * tries at the same moment get no more than {@link #TRIES} answers; {@link #signIn} takes the
   * count back.
   *
   * @return whether the password may be looked at
   */
  boolean admit(Instant now) {
    if (!active || isLocked(now)) {
      return false;
    }
    if (lockedUntil != null) {
      unlock();
    }
    failures++;
    if (failures >= TRIES) {
      lockedUntil = now.plus(LOCK);
    }
    return true;
  }

  /** The password was right. */
  void signIn() {
    unlock();
  }

  /** Ends a lock before its time. */
  void unlock() {
    failures = 0;
    lockedUntil = null;
  }

  /** A password of their own choice. */
  void changePassword(String newHash) {
    passwordHash = newHash;
    oneTime = false;
    unlock();
  }

  /** A password that was handed out: good for one thing, choosing another. */
  void handOutPassword(String newHash) {
    changePassword(newHash);
    oneTime = true;
  }

  /** May not sign in any more; open sessions end with their next request. */
  void deactivate() {
    active = false;
  }

  void reactivate() {
    active = true;
  }

  public OperatorId id() {
    return new OperatorId(id);
  }

  /** The name to sign in with; never given to another person, as the trail refers to it. */
  public String name() {
    return name;
  }

  public String displayName() {
    return displayName;
  }

  /** The roles that hold at every controller; those at single ones are the grant's. */
  public Set<String> roles() {
    return GrantStore.roles(roles);
  }

  public boolean isActive() {
    return active;
  }

  public boolean isLocked(Instant now) {
    return lockedUntil != null && lockedUntil.isAfter(now);
  }

  public Optional<Instant> lockedUntil() {
    return Optional.ofNullable(lockedUntil);
  }

  /** Counts the changes, so that one made meanwhile by somebody else shows. */
  public long version() {
    return version;
  }

  String passwordHash() {
    return passwordHash;
  }

  /** How ledger and trail call a member of staff. */
  public String actor() {
    return "staff:" + id;
  }

  Caller caller() {
    return caller(List.of(), false);
  }

  Caller caller(List<Grant> grants, boolean secondFactor) {
    return Caller.staff(
        actor(), displayName, new Reach(roles(), grants), stamp(), oneTime, secondFactor);
  }

  String stamp() {
    return HexFormat.of().formatHex(DigestUtils.sha256(passwordHash), 0, 8);
  }
}
