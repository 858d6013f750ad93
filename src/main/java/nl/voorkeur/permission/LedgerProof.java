package nl.voorkeur.permission;

import jakarta.annotation.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.security.Audit;
import nl.voorkeur.platform.security.InstallationWide;
import nl.voorkeur.platform.security.Role;

/**
 * Proves the ledger (promise 3): that no entry was changed, taken out or cut off, and that the
 * state in use is what the ledger alone gives.
 */
@Stateless
@InstallationWide
@RolesAllowed({Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
public class LedgerProof {

  @Resource private SessionContext session;
  private CheckStore store;
  private Audit audit;

  /** For the container. */
  public LedgerProof() {}

  @Inject
  public LedgerProof(Sql sql, Audit audit) {
    this.store = new CheckStore(sql);
    this.audit = audit;
  }

  /** Asks for a check, which {@link LedgerCheckWorker} does; one that runs already is as good. */
  public void want() {
    store.want(session.getCallerPrincipal().getName());
    audit.record("LEDGER_CHECKED", Optional.empty(), "ledger", "");
  }

  /** The last checks, newest first. */
  public List<LedgerCheck> newest() {
    return store.newest(20);
  }
}
