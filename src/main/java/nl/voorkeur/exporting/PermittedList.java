package nl.voorkeur.exporting;

import jakarta.annotation.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.io.OutputStream;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import nl.voorkeur.catalogue.Receiver;
import nl.voorkeur.catalogue.ReceiverRegister;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.ExportId;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.platform.configuration.Configuration;
import nl.voorkeur.platform.configuration.Setting;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.security.Audit;
import nl.voorkeur.platform.security.Role;

/**
 * Hands out whom the rule permits on some topics. An export is announced first, with its purpose
 * and its receiver, and where the controller wants it a second person agrees; then it is fetched,
 * once, by whoever announced it, and holds whom the rule permits at that moment: nobody who said no
 * before it (promise 2).
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class PermittedList {

  @Resource private ManagedExecutorService managed;
  private Sql sql;
  private ExportStore exports;
  private SegmentStore segments;
  private Announcing announcing;
  private Audit audit;
  private Clock clock;
  private int hours;

  /** For the container. */
  public PermittedList() {}

  @Inject
  public PermittedList(
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

  PermittedList(
      Sql sql, int hours, List<ReceiverRegister> registers, Audit audit, Clock clock, ZoneId zone) {
    this.sql = sql;
    this.exports = new ExportStore(sql);
    this.segments = new SegmentStore(sql);
    this.announcing = new Announcing(sql, hours, registers, audit, clock, zone);
    this.audit = audit;
    this.clock = clock;
    this.hours = hours;
  }

  /** To whom the controller's lists may go, with what stands in the way. */
  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public List<Receiver> receivers(ControllerId controller) {
    return announcing.receivers(controller);
  }

  /**
   * Whom a list would hold now, and whom not; nothing when a topic or a question is not the
   * controller's.
   */
  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public Optional<Preview> preview(
      ControllerId controller, List<TopicId> topics, ExportFilter filter) {
    Map<TopicId, String> slugs = exports.slugs(controller);
    Optional<ExportFilter> known = segments.known(controller, filter);
    if (topics.isEmpty() || !slugs.keySet().containsAll(topics) || known.isEmpty()) {
      return Optional.empty();
    }
    ExportRequest anything =
        new ExportRequest(
            topics,
            ListUse.MAIL,
            "preview",
            Receiver.CONTROLLER,
            ExportProfile.MACHINE,
            Set.of(),
            known.get(),
            false);
    return Optional.of(exports.preview(new ListQuery(anything, slugs, clock.instant())));
  }

  /**
   * Announces an export.
   *
   * @param actor who, as the ledger writes it: {@code staff:<id>} or {@code token:<id>}
   */
  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public Announcement announce(ControllerId controller, ExportRequest request, String actor) {
    return announcing.announce(controller, request, actor);
  }

  private Set<ExportRefusal> refusals(ControllerId controller, ExportRequest request) {
    return announcing.refusals(controller, request);
  }

  /** The second person's answer; false when there is nothing to answer, or it is their own list. */
  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public boolean decide(ControllerId controller, ExportId id, boolean agreed, String actor) {
    boolean done = exports.decide(controller, id, agreed, actor, hours);
    if (done) {
      audit.record(
          agreed ? "EXPORT_AGREED" : "EXPORT_DECLINED",
          Optional.of(controller),
          "export " + id,
          "");
    }
    return done;
  }

  /**
   * Takes an announced export in hand, to write it next; false when that can't be any more, also
   * because the receiver lost its agreement meanwhile.
   */
  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public boolean take(ControllerId controller, ExportId id, String actor) {
    return exports
            .find(controller, id)
            .filter(export -> refusals(controller, export.request()).isEmpty())
            .isPresent()
        && exports.take(controller, id, actor);
  }

  /** Why an announced export can't be fetched any more; empty when nothing is in the way. */
  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public Set<ExportRefusal> obstacles(ControllerId controller, ExportId id) {
    return exports
        .find(controller, id)
        .map(export -> refusals(controller, export.request()))
        .orElse(Set.of());
  }

  /** Writes the file of an export that the caller took in hand. */
  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public void write(ControllerId controller, ExportId id, OutputStream out) {
    write(controller, id, out, managed);
  }

  void write(ControllerId controller, ExportId id, OutputStream out, ExecutorService executor) {
    Manifest export =
        exports
            .find(controller, id)
            .filter(one -> one.state() == ExportState.WRITING)
            .orElseThrow(() -> new IllegalArgumentException("not in hand: export " + id));
    new ExportWriter(sql, exports, executor, hours).write(export, out);
    exports
        .find(controller, id)
        .flatMap(Manifest::contents)
        .ifPresent(
            contents ->
                audit.record(
                    "EXPORT_FETCHED",
                    Optional.of(controller),
                    "export " + id,
                    contents.rows() + " rows"));
  }

  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public Optional<Manifest> find(ControllerId controller, ExportId id) {
    return exports.find(controller, id);
  }

  /** The controller's exports, newest first. */
  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public List<Manifest> list(ControllerId controller, int offset, int limit) {
    return exports.list(controller, offset, limit);
  }

  /** The next older ones than an export. */
  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public List<Manifest> before(ControllerId controller, long id, int limit) {
    return exports.before(controller, id, limit);
  }

  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public int count(ControllerId controller) {
    return exports.count(controller);
  }
}
