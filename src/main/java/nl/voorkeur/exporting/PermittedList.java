package nl.voorkeur.exporting;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.ExportId;
import nl.voorkeur.platform.configuration.Configuration;
import nl.voorkeur.platform.configuration.Setting;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.security.Audit;
import nl.voorkeur.platform.security.Role;

/**
 * Hands out whom the rule permits on a topic. An export is announced first, with its purpose and
 * its receiver; then it is fetched, once, by whoever announced it, and holds whom the rule permits
 * at that moment: nobody who said no before it (promise 2).
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class PermittedList {

  private ExportStore exports;
  private ExportWriter writer;
  private Audit audit;
  private int hours;

  /** For the container. */
  public PermittedList() {}

  @Inject
  public PermittedList(Sql sql, Configuration configuration, Audit audit) {
    this(sql, configuration.get(Setting.EXPORT_HOURS), audit);
  }

  PermittedList(Sql sql, int hours, Audit audit) {
    this.exports = new ExportStore(sql);
    this.writer = new ExportWriter(sql, exports, hours);
    this.audit = audit;
    this.hours = hours;
  }

  /**
   * Announces an export.
   *
   * @param actor who, as the ledger writes it: {@code staff:<id>} or {@code token:<id>}
   * @return nothing when there is no such topic
   */
  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public Optional<Manifest> announce(ExportRequest request, String actor) {
    Optional<Manifest> export = exports.announce(request, actor, hours).flatMap(exports::find);
    export.ifPresent(
        made ->
            audit.record(
                "EXPORT_ANNOUNCED",
                Optional.of(made.controller()),
                "export " + made.id(),
                "topic " + request.topic()));
    return export;
  }

  /** Takes an announced export in hand, to write it next; false when that can't be any more. */
  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public boolean take(ExportId id, String actor) {
    return exports.take(id, actor);
  }

  /** Writes the file of an export that the caller took in hand. */
  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public void write(ExportId id, OutputStream out) {
    Manifest export =
        exports
            .find(id)
            .filter(one -> one.state() == ExportState.WRITING)
            .orElseThrow(() -> new IllegalArgumentException("not in hand: export " + id));
    writer.write(export, out);
    exports
        .find(id)
        .flatMap(Manifest::contents)
        .ifPresent(
            contents ->
                audit.record(
                    "EXPORT_FETCHED",
                    Optional.of(export.controller()),
                    "export " + id,
                    contents.rows() + " rows"));
  }

  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public Optional<Manifest> find(ExportId id) {
    return exports.find(id);
  }

  /** The controller's exports, newest first. */
  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public List<Manifest> list(ControllerId controller, int offset, int limit) {
    return exports.list(controller, offset, limit);
  }

  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public int count(ControllerId controller) {
    return exports.count(controller);
  }
}
