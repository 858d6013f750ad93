package nl.voorkeur.staff;

import jakarta.annotation.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nl.voorkeur.kernel.OperatorId;
import nl.voorkeur.platform.configuration.Configuration;
import nl.voorkeur.platform.configuration.Setting;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.security.Audit;
import nl.voorkeur.platform.security.OfNoController;
import nl.voorkeur.platform.security.Role;
import nl.voorkeur.platform.token.Seal;

/**
 * The second factor of a member of staff's own account: codes from their telephone (ASVS 6.3.3).
 */
@Stateless
@OfNoController
@RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
public class SecondFactor {

  @Resource private SessionContext session;
  private SecondFactorStore store;
  private Seal seal;
  private Audit audit;
  private String issuer;
  private boolean required;
  private Clock clock;

  /** For the container. */
  public SecondFactor() {}

  @Inject
  public SecondFactor(Sql sql, Seal seal, Configuration configuration, Audit audit, Clock clock) {
    this.store = new SecondFactorStore(sql, seal);
    this.seal = seal;
    this.audit = audit;
    this.issuer = "Voorkeur " + configuration.get(Setting.BASE_URL).getHost();
    this.required = configuration.get(Setting.SECOND_FACTOR);
    this.clock = clock;
  }

  /** What became of a try. */
  public enum Outcome {
    RIGHT,
    WRONG,
    /** Too many wrong ones; none is looked at for a while. */
    LOCKED
  }

  /**
   * What a telephone needs to know.
   *
   * @param secret in groups, to be typed
   * @param address the same as an address that a telephone reads from a picture
   */
  public record Enrolment(String secret, String address) {}

  public boolean isOn() {
    return store.isOn(me());
  }

  /** Whether everybody of this installation needs one. */
  public boolean isRequired() {
    return required;
  }

  /** Whether the installation has a key to keep secrets with. */
  public boolean isPossible() {
    return seal.isPossible();
  }

  /** How many recovery codes are left. */
  public int recoveryLeft() {
    return store.recoveryLeft(me());
  }

  /**
   * Makes a secret, in force once a code of it was given.
   *
   * @param account how the telephone calls the account
   */
  public Enrolment begin(String account) {
    byte[] secret = Totp.newSecret();
    store.begin(me(), secret);
    String text = Totp.base32(secret);
    return new Enrolment(
        text.replaceAll("(.{4})(?=.)", "$1 "),
        "otpauth://totp/"
            + encoded(issuer + ":" + account)
            + "?secret="
            + text
            + "&issuer="
            + encoded(issuer));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /**
   * Puts the secret in force.
   *
   * @return the recovery codes, kept nowhere; nothing when the code was wrong
   */
  public Optional<List<String>> confirm(String code) {
    Instant now = clock.instant();
    boolean right =
        store
            .find(me())
            .filter(kept -> !kept.confirmed())
            .flatMap(kept -> Totp.step(kept.secret(), bare(code), now, kept.lastStep()))
            .filter(step -> store.succeed(me(), step, now))
            .isPresent();
    if (!right) {
      return Optional.empty();
    }
    record("SECOND_FACTOR_ON", "");
    return Optional.of(newRecovery());
  }

  private List<String> newRecovery() {
    List<String> codes = RecoveryCodes.make();
    store.replaceRecovery(me(), codes);
    return codes;
  }

  /** Looks at a code from the telephone, or at a recovery code, which is used up by it. */
  public Outcome check(String code) {
    Instant now = clock.instant();
    if (!store.admit(me(), now)) {
      record("SECOND_FACTOR_WRONG", "locked");
      return Outcome.LOCKED;
    }
    if (isRight(code, now)) {
      return Outcome.RIGHT;
    }
    if (store.recover(me(), code, now)) {
      record("RECOVERY_CODE_USED", store.recoveryLeft(me()) + " left");
      return Outcome.RIGHT;
    }
    record("SECOND_FACTOR_WRONG", "");
    return Outcome.WRONG;
  }

  private boolean isRight(String code, Instant now) {
    return store
        .find(me())
        .filter(SecondFactorStore.Kept::confirmed)
        .flatMap(kept -> Totp.step(kept.secret(), bare(code), now, kept.lastStep()))
        .filter(step -> store.succeed(me(), step, now))
        .isPresent();
  }

  /** New recovery codes in the place of those before, for who gives a code. */
  public Optional<List<String>> renewRecovery(String code) {
    if (check(code) != Outcome.RIGHT) {
      return Optional.empty();
    }
    record("RECOVERY_CODES_MADE", "");
    return Optional.of(newRecovery());
  }

  /** Goes without from now on, for who gives a code; not where it is required. */
  public boolean turnOff(String code) {
    boolean done = !required && check(code) == Outcome.RIGHT && store.drop(me());
    if (done) {
      record("SECOND_FACTOR_OFF", "");
    }
    return done;
  }

  private static String bare(String code) {
    return code.replaceAll("\\s", "");
  }

  private void record(String act, String detail) {
    audit.record(act, Optional.empty(), "operator " + me(), detail);
  }

  private OperatorId me() {
    String actor = session.getCallerPrincipal().getName();
    return new OperatorId(Long.parseLong(actor.substring("staff:".length())));
  }
}
