package nl.voorkeur.catalogue;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.kernel.OutOfReach;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.kernel.TopicKind;
import nl.voorkeur.kernel.WordingId;
import nl.voorkeur.platform.security.Audit;
import nl.voorkeur.platform.security.InstallationWide;
import nl.voorkeur.platform.security.Role;

/** The controllers, their topics, and the wordings that people agree to. */
@Stateless
public class Catalogue {

  @PersistenceContext private EntityManager entities;
  @Inject private Audit audit;

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
  @InstallationWide
  @RolesAllowed(Role.ADMINISTRATOR)
  public ControllerId add(String slug, ControllerRole ourRole, ControllerDetails details) {
    Controller controller = new Controller(slug, ourRole, details);
    entities.persist(controller);
    entities.flush();
    record("CONTROLLER_ADDED", controller.id(), slug);
    return controller.id();
  }

  /**
   * Takes over new details.
   *
   * @param version the one that was read
   * @return whether it was done; not when somebody else changed the controller since
   */
  @RolesAllowed(Role.ADMINISTRATOR)
  public boolean describe(ControllerId id, long version, ControllerDetails details) {
    Controller controller = required(id);
    if (controller.version() != version) {
      return false;
    }
    controller.describe(details);
    record("CONTROLLER_CHANGED", id, "");
    return true;
  }

  /** Somebody checked that mail may be sent in the controller's sender name. */
  @RolesAllowed(Role.ADMINISTRATOR)
  public void verifySender(ControllerId id) {
    Controller controller = required(id);
    if (!controller.isSenderVerified()) {
      controller.verifySender();
      record("SENDER_VERIFIED", id, "");
    }
  }

  /** The agreements under which we act for a controller, the last begun first. */
  @PermitAll
  public List<Agreement> agreements(ControllerId controller) {
    return entities
        .createQuery(
            "SELECT a FROM Agreement a WHERE a.controllerId = :controller ORDER BY a.validFrom DESC",
            Agreement.class)
        .setParameter("controller", controller.value())
        .getResultList();
  }

  /** Registers an agreement with the controller or its processor. */
  @RolesAllowed(Role.ADMINISTRATOR)
  public void agree(
      ControllerId controller,
      String principal,
      String instructions,
      LocalDate validFrom,
      Optional<LocalDate> validUntil) {
    entities.persist(new Agreement(controller, principal, instructions, validFrom, validUntil));
    record("AGREEMENT_ADDED", controller, "");
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
    record("TOPIC_ADDED", topic);
    return topic.id();
  }

  /**
   * Takes over new names and descriptions.
   *
   * @param version the one that was read
   * @return whether it was done; not when somebody else changed the topic since
   */
  @RolesAllowed({Role.ADMINISTRATOR, Role.MARKETING})
  public boolean describe(
      ControllerId controller, TopicId id, long version, Map<Language, TopicText> texts) {
    Topic topic = required(controller, id);
    if (topic.version() != version) {
      return false;
    }
    topic.describe(texts);
    record("TOPIC_CHANGED", topic);
    return true;
  }

  /**
   * Sets what the permission rule asks of a topic.
   *
   * @param months after which consent no longer counts; nothing is never
   * @param ownProducts whether it is only about what the controller sells
   */
  @RolesAllowed({Role.ADMINISTRATOR, Role.PRIVACY_OFFICER})
  public void rule(
      ControllerId controller, TopicId id, Optional<Integer> months, boolean ownProducts) {
    Topic topic = required(controller, id);
    topic.rule(months, ownProducts);
    record("TOPIC_RULED", topic);
  }

  /** Sets whether a free account counts as a sale at this controller (requirement T3). */
  @RolesAllowed({Role.ADMINISTRATOR, Role.PRIVACY_OFFICER})
  public void countFreeAccounts(ControllerId id, boolean counts) {
    required(id).countFreeAccounts(counts);
    record("CONTROLLER_RULED", id, "");
  }

  /** No mail on this topic any more; every opt-out stays in force (promise 2). */
  @RolesAllowed({Role.ADMINISTRATOR, Role.MARKETING})
  public void close(ControllerId controller, TopicId id) {
    Topic topic = required(controller, id);
    if (topic.isOpen()) {
      topic.close();
      record("TOPIC_CLOSED", topic);
    }
  }

  /** Mail on this topic again, to those who still want it. */
  @RolesAllowed({Role.ADMINISTRATOR, Role.MARKETING})
  public void reopen(ControllerId controller, TopicId id) {
    Topic topic = required(controller, id);
    if (!topic.isOpen()) {
      topic.reopen();
      record("TOPIC_REOPENED", topic);
    }
  }

  /** Lets anybody read the topic's mailings on a public page, or nobody any more. */
  @RolesAllowed({Role.ADMINISTRATOR, Role.MARKETING})
  public void archive(ControllerId controller, TopicId id, boolean readable) {
    Topic topic = required(controller, id);
    if (topic.isArchived() != readable) {
      topic.archive(readable);
      record("TOPIC_CHANGED", topic);
    }
  }

  /** A controller's topic by their names in URLs, when anybody may read its mailings. */
  @PermitAll
  public Optional<Topic> archived(String controllerSlug, String topicSlug) {
    return controller(controllerSlug).stream()
        .flatMap(controller -> topics(controller.id()).stream())
        .filter(topic -> topic.slug().equals(topicSlug) && topic.isArchived())
        .findFirst();
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

  private void record(String act, ControllerId controller, String detail) {
    audit.record(act, Optional.of(controller), "controller " + controller, detail);
  }

  private void record(String act, Topic topic) {
    audit.record(act, Optional.of(topic.controller()), "topic " + topic.id(), topic.slug());
  }

  private Controller required(ControllerId id) {
    return controller(id).orElseThrow(OutOfReach::new);
  }

  /** A topic of another controller is as good as none (promise 7). */
  private Topic required(ControllerId controller, TopicId id) {
    return topic(id)
        .filter(topic -> topic.controller().equals(controller))
        .orElseThrow(OutOfReach::new);
  }
}
