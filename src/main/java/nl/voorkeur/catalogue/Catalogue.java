package nl.voorkeur.catalogue;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.kernel.TopicKind;
import nl.voorkeur.kernel.WordingId;
import nl.voorkeur.platform.security.Role;

/** The controllers, their topics, and the wordings that people agree to. */
@Stateless
public class Catalogue {

  @PersistenceContext private EntityManager entities;

  @PermitAll
  public List<Controller> controllers() {
    return entities
        .createQuery("SELECT c FROM Controller c ORDER BY c.name", Controller.class)
        .getResultList();
  }

  @PermitAll
  public Optional<Controller> controller(ControllerId id) {
    return Optional.ofNullable(entities.find(Controller.class, id.value()));
  }

  @PermitAll
  public Optional<Controller> controller(String slug) {
    return entities
        .createQuery("SELECT c FROM Controller c WHERE c.slug = :slug", Controller.class)
        .setParameter("slug", slug)
        .getResultStream()
        .findFirst();
  }

  /** The controller's topics, closed ones too, in the order in which people see them. */
  @PermitAll
  public List<Topic> topics(ControllerId controller) {
    return entities
        .createQuery(
            "SELECT t FROM Topic t WHERE t.controllerId = :controller ORDER BY t.position, t.id",
            Topic.class)
        .setParameter("controller", controller.value())
        .getResultList();
  }

  @PermitAll
  public Optional<Topic> topic(TopicId id) {
    return Optional.ofNullable(entities.find(Topic.class, id.value()));
  }

  /**
   * Registers a controller; its sender still has to be verified.
   *
   * @param slug lower-case letters, digits and hyphens, not in use yet
   */
  @RolesAllowed(Role.ADMINISTRATOR)
  public ControllerId add(String slug, ControllerRole ourRole, ControllerDetails details) {
    Controller controller = new Controller(slug, ourRole, details);
    entities.persist(controller);
    entities.flush();
    return controller.id();
  }

  @RolesAllowed(Role.ADMINISTRATOR)
  public void describe(ControllerId id, ControllerDetails details) {
    required(Controller.class, id.value()).describe(details);
  }

  @RolesAllowed(Role.ADMINISTRATOR)
  public void verifySender(ControllerId id) {
    required(Controller.class, id.value()).verifySender();
  }

  /**
   * Adds an open topic at the end of the controller's list.
   *
   * @param slug lower-case letters, digits and hyphens, not in use yet at this controller
   */
  @RolesAllowed({Role.ADMINISTRATOR, Role.MARKETING})
  public TopicId addTopic(
      ControllerId controller, String slug, TopicKind kind, Map<Language, TopicText> texts) {
    Topic topic = new Topic(controller, slug, kind, topics(controller).size(), texts);
    entities.persist(topic);
    entities.flush();
    return topic.id();
  }

  @RolesAllowed({Role.ADMINISTRATOR, Role.MARKETING})
  public void describe(TopicId id, Map<Language, TopicText> texts) {
    required(Topic.class, id.value()).describe(texts);
  }

  /** No mail on this topic any more; every opt-out stays in force (promise 2). */
  @RolesAllowed({Role.ADMINISTRATOR, Role.MARKETING})
  public void close(TopicId id) {
    required(Topic.class, id.value()).close();
  }

  @RolesAllowed({Role.ADMINISTRATOR, Role.MARKETING})
  public void reopen(TopicId id) {
    required(Topic.class, id.value()).reopen();
  }

  /**
   * Keeps the exact text that is shown to people; the same text is the same wording (GDPR art.
   * 7(1)).
   */
  @PermitAll
  public WordingId wording(ControllerId controller, Language language, String text) {
    Object id =
        entities
            .createNativeQuery(
                "WITH made AS (INSERT INTO wording (controller_id, language, text) VALUES (?1, ?2, ?3)"
                    + " ON CONFLICT (controller_id, language, hash) DO NOTHING RETURNING id)"
                    + " SELECT id FROM made UNION ALL SELECT id FROM wording WHERE controller_id = ?1 AND language = ?2"
                    + " AND hash = sha256(utf8(?3)) LIMIT 1")
            .setParameter(1, controller.value())
            .setParameter(2, language.name())
            .setParameter(3, text)
            .getSingleResult();
    return new WordingId(((Number) id).longValue());
  }

  private <T> T required(Class<T> type, long id) {
    T found = entities.find(type, id);
    if (found == null) {
      throw new IllegalArgumentException("no such " + type.getSimpleName());
    }
    return found;
  }
}
