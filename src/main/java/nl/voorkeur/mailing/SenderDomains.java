package nl.voorkeur.mailing;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.platform.mail.Dns;
import nl.voorkeur.platform.mail.DomainCheck;
import nl.voorkeur.platform.mail.DomainCheck.Fault;
import nl.voorkeur.platform.mail.SigningKey.Algorithm;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.security.Audit;
import nl.voorkeur.platform.security.OfNoController;
import nl.voorkeur.platform.security.Role;
import nl.voorkeur.platform.token.ReturnPaths;
import nl.voorkeur.platform.token.Seal;

/**
 * The domains that controllers mail from: their signing keys, from making to retiring, and whether
 * DNS says what receivers look for (requirements D1, D4, D6).
 */
@Stateless
public class SenderDomains {

  private static final int RSA_BITS = 2048;
  private static final int ED25519_BYTES = 32;
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyyMMdd").withZone(ZoneOffset.UTC);

  private final SecureRandom random = new SecureRandom();
  private ControllerKeyStore keys;
  private LetterheadStore letterheads;
  private DomainCheck check;
  private Seal seal;
  private ReturnPaths returnPaths;
  private Audit audit;
  private Clock clock;

  /** For the container. */
  public SenderDomains() {}

  @Inject
  public SenderDomains(
      Sql sql, Seal seal, ReturnPaths returnPaths, Dns dns, Audit audit, Clock clock) {
    this.returnPaths = returnPaths;
    this.keys = new ControllerKeyStore(sql, seal);
    this.letterheads = new LetterheadStore(sql);
    this.check = new DomainCheck(dns);
    this.seal = seal;
    this.audit = audit;
    this.clock = clock;
  }

  /** The domain that a controller mails from. */
  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public Optional<String> domain(ControllerId controller) {
    return letterheads.find(controller).map(head -> head.senderAddress().domain());
  }

  /** Whether keys can be kept safely here. */
  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  @OfNoController
  public boolean canKeepKeys() {
    return seal.isPossible();
  }

  /** A controller's keys, newest first. */
  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public List<ControllerKey> keys(ControllerId controller) {
    return keys.list(controller);
  }

  /** What DNS lacks now for the domain of a controller and its keys in use. */
  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public List<Fault> faults(ControllerId controller) {
    String domain = domain(controller).orElseThrow();
    return check.faults(
        domain,
        returnPaths.domain().orElse(domain),
        keys.list(controller).stream()
            .filter(key -> key.state() == ControllerKey.State.ACTIVE && key.domain().equals(domain))
            .map(ControllerKey::record)
            .toList());
  }

  /** Makes a key for the domain that the controller mails from; it signs once it is activated. */
  @RolesAllowed(Role.ADMINISTRATOR)
  public ControllerKey prepare(ControllerId controller, Algorithm algorithm) {
    String domain = domain(controller).orElseThrow();
    String selector =
        algorithm.keyType().charAt(0)
            + DAY.format(clock.instant())
            + String.format("%04x", random.nextInt(1 << 16));
    KeyPair pair = pair(algorithm);
    byte[] known = pair.getPublic().getEncoded();
    byte[] shown =
        algorithm == Algorithm.ED25519
            ? Arrays.copyOfRange(known, known.length - ED25519_BYTES, known.length)
            : known;
    long id =
        keys.add(controller, domain, selector, algorithm, shown, pair.getPrivate().getEncoded());
    audit.record("DKIM_KEY_PREPARED", Optional.of(controller), "dkim key " + id, selector);
    return keys.find(id).orElseThrow();
  }

  /**
   * Puts a key into use, and ends the one of its kind that was.
   *
   * @param unseen also when DNS does not show it; that is remembered
   * @return what stands in the way
   */
  @RolesAllowed(Role.ADMINISTRATOR)
  public Optional<Fault> activate(ControllerId controller, long id, boolean unseen) {
    ControllerKey key = own(controller, id);
    Optional<Fault> fault = seen(key);
    if (fault.isPresent() && !unseen) {
      return fault;
    }
    if (keys.activate(key, fault.isPresent())) {
      audit.record(
          fault.isPresent() ? "DKIM_KEY_ACTIVATED_UNSEEN" : "DKIM_KEY_ACTIVATED",
          Optional.of(controller),
          "dkim key " + id,
          key.selector());
    }
    return Optional.empty();
  }

  @RolesAllowed(Role.ADMINISTRATOR)
  public void retire(ControllerId controller, long id) {
    ControllerKey key = own(controller, id);
    if (keys.retire(id)) {
      audit.record("DKIM_KEY_RETIRED", Optional.of(controller), "dkim key " + id, key.selector());
    }
  }

  private Optional<Fault> seen(ControllerKey key) {
    try {
      return check.dkim(key.record());
    } catch (Dns.Silent nobody) {
      return Optional.of(Fault.DNS_SILENT);
    }
  }

  /** Promise 7: nobody reaches another controller's key by its number. */
  private ControllerKey own(ControllerId controller, long id) {
    return keys.find(id)
        .filter(key -> key.controller().equals(controller))
        .orElseThrow(() -> new IllegalArgumentException("no such key of this controller"));
  }

  private static KeyPair pair(Algorithm algorithm) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm.keys());
      if (algorithm == Algorithm.RSA) {
        generator.initialize(RSA_BITS);
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java makes keys for " + algorithm, e);
    }
  }
}
