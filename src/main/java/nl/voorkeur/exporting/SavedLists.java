package nl.voorkeur.exporting;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Schedule;
import jakarta.ejb.Stateless;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import nl.voorkeur.catalogue.ReceiverRegister;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.ExportId;
import nl.voorkeur.platform.configuration.Configuration;
import nl.voorkeur.platform.configuration.Setting;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.security.Audit;
import nl.voorkeur.platform.security.Role;

/**
 * Lists that are made again and again. Each time is an announcement like any other: everything that
 * may stand in its way is asked anew, and whoever saved it fetches the file.
 */
@Stateless
public class SavedLists {

  private ExportStore exports;
  private SavedListStore saved;
  private Announcing announcing;

  /** For the container. */
  public SavedLists() {}

  @Inject
  public SavedLists(
      Sql sql,
      Configuration configuration,
      @Any Instance<ReceiverRegister> registers,
      Audit audit,
      Clock clock) {
    this(
        sql,
        configuration.get(Setting.EXPORT_HOURS),
        registers.stream().toList(),
        audit,
        clock,
        configuration.get(Setting.TIME_ZONE));
  }

  SavedLists(
      Sql sql, int hours, List<ReceiverRegister> registers, Audit audit, Clock clock, ZoneId zone) {
    this.exports = new ExportStore(sql);
    this.saved = new SavedListStore(sql);
    this.announcing = new Announcing(sql, hours, registers, audit, clock, zone);
  }

  /** Keeps a list to be made again; false when there is one of that name. */
  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public boolean save(
      ControllerId controller, String name, ExportId like, SavedList.Rhythm rhythm, String actor) {
    return saved.save(controller, name, like, rhythm, actor);
  }

  /** By name. */
  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public List<SavedList> all(ControllerId controller) {
    return saved.all(controller);
  }

  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public boolean remove(ControllerId controller, long id) {
    return saved.remove(controller, id);
  }

  /** Makes one now, in the caller's name; nothing when there is no such list. */
  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public Optional<Announcement> make(ControllerId controller, long id, String actor) {
    return saved.find(controller, id).flatMap(one -> make(one, actor));
  }

  private Optional<Announcement> make(SavedList one, String actor) {
    return exports
        .find(one.controller(), one.like())
        .map(like -> announcing.announce(one.controller(), like.request(), actor));
  }

  /** Makes those whose time has come, each on one node. */
  @Schedule(hour = "*", minute = "*", second = "20", persistent = false)
  @PermitAll
  public void makeDue() {
    saved
        .takeDue()
        .forEach(
            one ->
                saved.tell(
                    one.id(),
                    make(one, one.actor())
                        .map(Announcement::refusals)
                        .filter(refusals -> !refusals.isEmpty())
                        .map(
                            refusals ->
                                refusals.stream()
                                    .map(Enum::name)
                                    .sorted()
                                    .collect(Collectors.joining(" ")))));
  }
}
