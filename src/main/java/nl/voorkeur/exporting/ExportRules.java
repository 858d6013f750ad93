package nl.voorkeur.exporting;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nl.voorkeur.catalogue.Receiver;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.TopicId;

/** Whether a list may be made at all, asked when it is announced and again when it is fetched. */
final class ExportRules {

  private final Receivers receivers;
  private final ListRuleStore rules;

  ExportRules(Receivers receivers, ListRuleStore rules) {
    this.receivers = receivers;
    this.rules = rules;
  }

  /**
   * Everything that stands in the way; empty when it may be made.
   *
   * @param topics those of the controller
   */
  Set<ExportRefusal> refusals(
      ControllerId controller, ExportRequest request, Set<TopicId> topics, LocalDate day) {
    Set<ExportRefusal> refusals = EnumSet.noneOf(ExportRefusal.class);
    if (!topics.containsAll(request.topics())) {
      refusals.add(ExportRefusal.TOPIC_UNKNOWN);
    }
    Optional<Receiver> receiver = receivers.find(controller, request.receiver(), day);
    if (receiver.isEmpty()) {
      refusals.add(ExportRefusal.RECEIVER_UNKNOWN);
    }
    receiver.ifPresent(
        one -> one.obstacles().forEach(o -> refusals.add(ExportRefusal.valueOf(o.name()))));
    Map<Long, Set<DeclaredUse>> declared = rules.declared(controller);
    for (TopicId topic : request.topics()) {
      Set<DeclaredUse> covered = declared.getOrDefault(topic.value(), Set.of());
      if (request.use().mustBeDeclared()
          && !covered.contains(DeclaredUse.valueOf(request.use().name()))) {
        refusals.add(ExportRefusal.USE_NOT_COVERED);
      }
      if (receiver.filter(Receiver::ownUse).isPresent() && !covered.contains(DeclaredUse.SHARE)) {
        refusals.add(ExportRefusal.SHARING_NOT_COVERED);
      }
    }
    return refusals;
  }
}
