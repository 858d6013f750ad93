package nl.voorkeur.catalogue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.OutOfReach;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.platform.persistence.Sql;

/**
 * Which controller a topic is of. That never changes, so it is asked once on each node: programs
 * ask for decisions by the topic alone, many times a second.
 */
@ApplicationScoped
public class TopicControllers {

  private final Map<TopicId, ControllerId> known = new ConcurrentHashMap<>();
  private Sql sql;

  /** For the container. */
  protected TopicControllers() {}

  @Inject
  public TopicControllers(Sql sql) {
    this.sql = sql;
  }

  /** Nothing when there is no such topic. */
  public Optional<ControllerId> find(TopicId topic) {
    Optional<ControllerId> found = Optional.ofNullable(known.get(topic));
    if (found.isEmpty()) {
      found = ask(topic);
      found.ifPresent(controller -> known.put(topic, controller));
    }
    return found;
  }

  /** A topic of another controller is as good as none (promise 7). */
  public void require(ControllerId controller, TopicId topic) {
    find(topic).filter(controller::equals).orElseThrow(OutOfReach::new);
  }

  private Optional<ControllerId> ask(TopicId topic) {
    return sql.with(
        handle ->
            handle
                .createQuery("SELECT controller_id FROM topic WHERE id = :topic")
                .bind("topic", topic.value())
                .mapTo(Long.class)
                .findOne()
                .map(ControllerId::new));
  }
}
