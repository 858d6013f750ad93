package nl.voorkeur.exporting;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nl.voorkeur.catalogue.Receiver;
import nl.voorkeur.catalogue.ReceiverRegister;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.ExportId;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.security.Audit;

/** Announces lists that may be made, for people, programs and the calendar alike. */
final class Announcing {

  private final ExportStore exports;
  private final SegmentStore segments;
  private final ListRuleStore listRules;
  private final Receivers receivers;
  private final ExportRules rules;
  private final Audit audit;
  private final Clock clock;
  private final ZoneId zone;
  private final int hours;

  Announcing(
      Sql sql, int hours, List<ReceiverRegister> registers, Audit audit, Clock clock, ZoneId zone) {
    this.exports = new ExportStore(sql);
    this.segments = new SegmentStore(sql);
    this.listRules = new ListRuleStore(sql);
    this.receivers = new Receivers(sql, registers);
    this.rules = new ExportRules(receivers, listRules);
    this.audit = audit;
    this.clock = clock;
    this.zone = zone;
    this.hours = hours;
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), zone);
  }

  List<Receiver> receivers(ControllerId controller) {
    return receivers.all(controller, today());
  }

  Set<ExportRefusal> refusals(ControllerId controller, ExportRequest request) {
    Set<ExportRefusal> refusals =
        rules.refusals(controller, request, exports.slugs(controller).keySet(), today());
    if (segments.known(controller, request.filter()).isEmpty()) {
      refusals.add(ExportRefusal.QUESTION_UNKNOWN);
    }
    return refusals;
  }

  Announcement announce(ControllerId controller, ExportRequest request, String actor) {
    Set<ExportRefusal> refusals = refusals(controller, request);
    if (!refusals.isEmpty()) {
      audit.record(
          "EXPORT_REFUSED",
          Optional.of(controller),
          "receiver " + request.receiver(),
          EnumSet.copyOf(refusals).toString());
      return Announcement.refused(refusals);
    }
    Receiver receiver = receivers.find(controller, request.receiver(), today()).orElseThrow();
    ExportState state =
        listRules.needsSecondPerson(controller) ? ExportState.ASKED : ExportState.ANNOUNCED;
    ExportId id = exports.announce(controller, request, receiver.name(), state, actor, hours);
    audit.record(
        state == ExportState.ASKED ? "EXPORT_ASKED" : "EXPORT_ANNOUNCED",
        Optional.of(controller),
        "export " + id,
        "topics " + request.topics() + " for " + request.receiver());
    return Announcement.of(exports.find(controller, id).orElseThrow());
  }
}
