package nl.voorkeur.staff;

import jakarta.annotation.Resource;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Local;
import jakarta.ejb.LocalBean;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.security.Audit;
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

  /** For the container. */
  public AuditTrail() {}

  @Inject
  public AuditTrail(Sql sql) {
    this.store = new AuditStore(sql);
  }

  @Override
  @PermitAll
  public void record(String act, Optional<ControllerId> controller, String subject, String detail) {
    String name = session.getCallerPrincipal().getName();
    boolean known = name.startsWith("staff:") || name.startsWith("token:");
    store.append(known ? name : "system", act, controller, subject, detail);
  }

  /** One page of entries, newest first. */
  @RolesAllowed({Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public List<AuditEntry> page(
      Optional<String> actor, Optional<String> act, int offset, int limit) {
    return store.page(actor, act, offset, limit);
  }

  @RolesAllowed({Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public long count(Optional<String> actor, Optional<String> act) {
    return store.count(actor, act);
  }

  /** The acts that occur. */
  @RolesAllowed({Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public List<String> acts() {
    return store.acts();
  }

  /** The actors that occur, with their names, by name. */
  @RolesAllowed({Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public Map<String, String> actors() {
    Map<String, String> names = new LinkedHashMap<>();
    store.actors().forEach(actor -> names.put(actor[0], actor[1]));
    return names;
  }
}
