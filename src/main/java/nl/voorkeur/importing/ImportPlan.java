package nl.voorkeur.importing;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import nl.voorkeur.kernel.TopicId;

/**
 * What a person says of an uploaded file.
 *
 * @param topics what the people in it said yes or no to
 * @param ground on what it stands
 */
public record ImportPlan(ImportKind kind, List<TopicId> topics, Layout layout, Ground ground) {

  public ImportPlan {
    topics = List.copyOf(topics);
  }

  /** What is wrong with it in itself, if anything. */
  Optional<PlanFault> fault(LocalDate today) {
    if (!layout.fields().contains(kind.key())) {
      return Optional.of(PlanFault.ADDRESS_COLUMN_MISSING);
    }
    if (!layout.isUnambiguous()) {
      return Optional.of(PlanFault.FIELD_TWICE);
    }
    if (layout.fields().stream().anyMatch(field -> !field.belongsTo(kind))) {
      return Optional.of(PlanFault.FIELD_OF_OTHER_KIND);
    }
    if (kind.hasTopics() == topics.isEmpty()) {
      return Optional.of(
          kind.hasTopics() ? PlanFault.TOPIC_MISSING : PlanFault.TOPIC_WITHOUT_MEANING);
    }
    boolean fromOthers = ground.source().filter(Source.OTHER::equals).isPresent();
    if (fromOthers && ground.obtainedOn().isEmpty()) {
      return Optional.of(PlanFault.OBTAINED_MISSING);
    }
    if (ground.obtainedOn().filter(day -> day.isAfter(today)).isPresent()) {
      return Optional.of(PlanFault.OBTAINED_INVALID);
    }
    return Optional.empty();
  }
}
