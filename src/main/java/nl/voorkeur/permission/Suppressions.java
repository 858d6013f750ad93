package nl.voorkeur.permission;

import jakarta.annotation.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.security.Audit;
import nl.voorkeur.platform.security.InstallationWide;
import nl.voorkeur.platform.security.Role;
import nl.voorkeur.recipient.AddressKeys;

/**
 * Addresses and domains that staff keep from being mailed. In force when the method returns: no
 * message to anybody it names starts after that (promise 2). Those for the whole installation,
 * which alone reach across controllers (promise 7), are the administrator's.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@RolesAllowed({Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
public class Suppressions {

  @Resource private SessionContext session;
  private SuppressionStore store;
  private IntentStore intents;
  private Audit audit;

  /** For the container. */
  public Suppressions() {}

  @Inject
  public Suppressions(Sql sql, AddressKeys keys, Audit audit) {
    this.store = new SuppressionStore(sql, keys);
    this.intents = new IntentStore(sql);
    this.audit = audit;
  }

  /**
   * Suppresses an address at one controller.
   *
   * @return false when it was suppressed already
   */
  public boolean suppress(
      ControllerId controller, EmailAddress address, String reason, Route route) {
    return done(
        store.addAddress(Optional.of(controller), address, reason, route, actor()),
        Optional.of(controller),
        "address");
  }

  /** Suppresses a domain, as an A-label, at one controller. */
  public boolean suppressDomain(
      ControllerId controller, String domain, String reason, Route route) {
    return done(
        store.addDomain(Optional.of(controller), domain, reason, route, actor()),
        Optional.of(controller),
        "domain");
  }

  /** Suppresses an address at every controller of the installation. */
  @InstallationWide
  @RolesAllowed(Role.ADMINISTRATOR)
  public boolean suppressEverywhere(EmailAddress address, String reason, Route route) {
    return done(
        store.addAddress(Optional.empty(), address, reason, route, actor()),
        Optional.empty(),
        "address");
  }

  /** Suppresses a domain at every controller of the installation. */
  @InstallationWide
  @RolesAllowed(Role.ADMINISTRATOR)
  public boolean suppressDomainEverywhere(String domain, String reason, Route route) {
    return done(
        store.addDomain(Optional.empty(), domain, reason, route, actor()),
        Optional.empty(),
        "domain");
  }

  private boolean done(boolean added, Optional<ControllerId> controller, String what) {
    intents.awaitAll();
    if (added) {
      audit.record("SUPPRESSED", controller, what, "");
    }
    return added;
  }

  /**
   * Lifts what staff or programs set at this controller; programs lift what programs set. A list is
   * never lifted.
   */
  public boolean lift(ControllerId controller, long id, String reason) {
    boolean lifted = store.lift(id, Optional.of(controller), reason, actor());
    if (lifted) {
      audit.record("SUPPRESSION_LIFTED", Optional.of(controller), "suppression " + id, "");
    }
    return lifted;
  }

  /** Lifts what was set for the whole installation. */
  @InstallationWide
  @RolesAllowed(Role.ADMINISTRATOR)
  public boolean liftEverywhere(long id, String reason) {
    boolean lifted = store.lift(id, Optional.empty(), reason, actor());
    if (lifted) {
      audit.record("SUPPRESSION_LIFTED", Optional.empty(), "suppression " + id, "");
    }
    return lifted;
  }

  /** One that holds or held at a controller, that of the whole installation included. */
  public Optional<Suppression> find(ControllerId controller, long id) {
    return store.find(controller, id);
  }

  /** What holds or held at a controller, that of the whole installation included, newest first. */
  public List<Suppression> list(ControllerId controller, int offset, int limit) {
    return store.list(controller, offset, limit);
  }

  /** The next older ones than one, for who reads on from there. */
  public List<Suppression> before(ControllerId controller, long id, int limit) {
    return store.before(controller, id, limit);
  }

  public long count(ControllerId controller) {
    return store.count(controller);
  }

  private String actor() {
    return session.getCallerPrincipal().getName();
  }
}
