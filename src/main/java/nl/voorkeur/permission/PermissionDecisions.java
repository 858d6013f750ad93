package nl.voorkeur.permission;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import nl.voorkeur.catalogue.TopicControllers;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.security.Role;

/**
 * Answers whether people may be mailed now, each answer with its reason. Mostly one statement each,
 * so that a transaction of its own would be one more round trip for nothing.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class PermissionDecisions {

  private DecisionStore store;
  private TopicControllers topics;
  private Clock clock;

  /** For the container. */
  public PermissionDecisions() {}

  @Inject
  public PermissionDecisions(Sql sql, TopicControllers topics, Clock clock) {
    this.store = new DecisionStore(sql);
    this.topics = topics;
    this.clock = clock;
  }

  /**
   * How every topic of the recipient's controller stands for them, in the order of the catalogue.
   */
  @PermitAll
  public List<TopicChoice> choices(RecipientId recipient) {
    return store.choices(recipient, clock.instant());
  }

  /** What holds for the person at the controller as a whole. */
  @PermitAll
  public Standing standing(RecipientId recipient) {
    return store.standing(recipient, clock.instant());
  }

  /** How many of those known for a topic may be mailed now, and why the others may not. */
  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public Tally tally(ControllerId controller, TopicId topic) {
    topics.require(controller, topic);
    return store.tally(topic, clock.instant());
  }
}
