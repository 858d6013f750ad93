package nl.voorkeur.importing;

import java.util.List;
import java.util.Optional;
import nl.voorkeur.kernel.TopicId;

/**
 * What a person says of an uploaded file.
 *
 * @param topics what the people in it said yes or no to
 * @param obtainedAtSale declared for customers: the addresses were given to us at the sale, the
 *     first of the four facts (requirement T3)
 */
public record ImportPlan(
    ImportKind kind, List<TopicId> topics, Layout layout, boolean obtainedAtSale) {

  public ImportPlan {
    topics = List.copyOf(topics);
  }

  /** What is wrong with it in itself, if anything. */
  Optional<PlanFault> fault() {
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
    return Optional.empty();
  }
}
