package nl.voorkeur.catalogue;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Optional;
import java.util.function.UnaryOperator;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.security.Audit;
import nl.voorkeur.platform.security.Role;

/** The looks of the controllers. */
@Stateless
public class Looks {

  @PersistenceContext private EntityManager entities;
  private Sql sql;
  private Audit audit;
  private Hosts hosts;

  /** For the container. */
  public Looks() {}

  @Inject
  public Looks(Sql sql, Audit audit, Hosts hosts) {
    this.sql = sql;
    this.audit = audit;
    this.hosts = hosts;
  }

  /**
   * Takes over colours, names, footers, framers and the host name; the logo stays.
   *
   * @param version the one that was read
   * @return whether it was done; not when somebody else changed the controller since
   */
  @RolesAllowed(Role.ADMINISTRATOR)
  public boolean change(ControllerId id, long version, Look look, Optional<String> host) {
    if (entities.find(Controller.class, id.value()).version() != version) {
      return false;
    }
    entities.find(Controller.class, id.value()).answerAt(host);
    change(id, now -> look.with(now.logo()));
    return true;
  }

  /** Takes over a logo. */
  @RolesAllowed(Role.ADMINISTRATOR)
  public void show(ControllerId id, LogoFile.Outcome.Drawn logo) {
    sql.with(
        handle ->
            handle
                .createUpdate(
                    "INSERT INTO controller_logo (controller_id, hash, png) VALUES (:id, :hash, :png)"
                        + " ON CONFLICT (controller_id) DO UPDATE SET hash = excluded.hash, png = excluded.png")
                .bind("id", id.value())
                .bind("hash", logo.logo().hash())
                .bind("png", logo.png())
                .execute());
    change(id, now -> now.with(Optional.of(logo.logo())));
  }

  /** The pages go on with the name alone. */
  @RolesAllowed(Role.ADMINISTRATOR)
  public void dropLogo(ControllerId id) {
    sql.with(
        handle ->
            handle
                .createUpdate("DELETE FROM controller_logo WHERE controller_id = :id")
                .bind("id", id.value())
                .execute());
    change(id, now -> now.with(Optional.empty()));
  }

  private void change(ControllerId id, UnaryOperator<Look> change) {
    Controller controller = entities.find(Controller.class, id.value());
    controller.dress(change.apply(controller.look()));
    audit.record("CONTROLLER_CHANGED", Optional.of(id), "controller " + id, "look");
  }

  /** Whether that host name is another controller's, or the portal's own. */
  @RolesAllowed(Role.ADMINISTRATOR)
  public boolean isTaken(String host, ControllerId by) {
    return hosts.isTaken(host, by);
  }

  /** The bytes of a controller's logo, when it has that one now. */
  @PermitAll
  public Optional<byte[]> logo(String slug, String hash) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT l.png FROM controller_logo l JOIN controller c ON c.id = l.controller_id"
                        + " WHERE c.slug = :slug AND l.hash = :hash")
                .bind("slug", slug)
                .bind("hash", hash)
                .mapTo(byte[].class)
                .findOne());
  }
}
