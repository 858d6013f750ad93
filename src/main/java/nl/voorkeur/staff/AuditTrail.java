package nl.voorkeur.staff;

import jakarta.annotation.Resource;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Local;
import jakarta.ejb.LocalBean;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.security.Audit;
import nl.voorkeur.platform.security.OfNoController;
import nl.voorkeur.platform.security.Role;

/**
 * What staff and programs did, signed in or not (GDPR art. 5(2); requirement S2). Entries are only
 * appended; the database refuses every change.
 */
@Stateless
@Local(Audit.class)
@LocalBean
public class AuditTrail implements Audit {

  @Resource private SessionContext session;
  private AuditStore store;
  private GrantStore grants;

  /** For the container. */
  public AuditTrail() {}

  @Inject
  public AuditTrail(Sql sql) {
    this.store = new AuditStore(sql);
    this.grants = new GrantStore(sql);
  }

  @Override
  @PermitAll
  public void record(String act, Optional<ControllerId> controller, String subject, String detail) {
    String name = session.getCallerPrincipal().getName();
    boolean known = name.startsWith("staff:") || name.startsWith("token:");
    store.append(known ? name : "system", act, controller, subject, detail);
  }

  /**
   * One page of entries, newest first.
   *
   * @param controller the one whose entries are wanted; without one, all there are, for who may see
   *     every controller
   * @param before the number of the entry that follows the page
   */
  @RolesAllowed({Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public List<AuditEntry> page(
      Optional<ControllerId> controller, AuditSearch search, long before, int limit) {
    return store.page(controller, search, before, limit);
  }

  /** The entries that came right after one, newest first. */
  @RolesAllowed({Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public List<AuditEntry> after(
      Optional<ControllerId> controller, AuditSearch search, long after, int limit) {
    return store.after(controller, search, after, limit);
  }

  /** How many there are, or {@code most} when there are more. */
  @RolesAllowed({Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public int count(Optional<ControllerId> controller, AuditSearch search, int most) {
    return store.count(controller, search, most);
  }

  /** Writes the entries as comma separated values with a line of headings (RFC 4180). */
  @RolesAllowed({Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public void write(Optional<ControllerId> controller, AuditSearch search, Writer out) {
    new AuditFile(out).write(taker -> store.each(controller, search, taker));
    record("AUDIT_EXPORTED", controller, "", "");
  }

  /** The acts that occur. */
  @RolesAllowed({Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public List<String> acts(Optional<ControllerId> controller) {
    return store.acts(controller);
  }

  /** The actors that occur, with their names, by name. */
  @RolesAllowed({Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public Map<String, String> actors(Optional<ControllerId> controller) {
    Map<String, String> names = new LinkedHashMap<>();
    store.actors(controller).forEach(actor -> names.put(actor[0], actor[1]));
    return names;
  }

  /** The controllers whose entries the caller may see, by name. */
  @OfNoController
  @RolesAllowed({Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public List<Place> places() {
    return grants.places();
  }
}
