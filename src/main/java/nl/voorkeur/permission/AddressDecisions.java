package nl.voorkeur.permission;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import nl.voorkeur.catalogue.TopicControllers;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.Decision;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.security.Reach;
import nl.voorkeur.platform.security.Role;
import nl.voorkeur.recipient.AddressKeys;

/**
 * Answers programs whether addresses may be mailed now, each answer with its reason. One statement
 * that only reads, asked for every message that a program sends: so not an EJB, whose call takes
 * about as long as the statement; it asks for the caller's reach instead.
 */
@ApplicationScoped
public class AddressDecisions {

  private static final Set<String> ROLES =
      Set.of(Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR);

  private DecisionStore store;
  private AddressKeys keys;
  private TopicControllers topics;
  private Clock clock;

  /** For the container. */
  protected AddressDecisions() {}

  @Inject
  public AddressDecisions(Sql sql, AddressKeys keys, TopicControllers topics, Clock clock) {
    this.store = new DecisionStore(sql);
    this.keys = keys;
    this.topics = topics;
    this.clock = clock;
  }

  /**
   * One decision for each address, in the order asked; a stranger is answered like anyone without
   * consent.
   *
   * @param reach of whoever asks
   */
  public List<Decision> decide(
      Reach reach, ControllerId controller, TopicId topic, List<EmailAddress> addresses) {
    reach.require(controller, ROLES);
    topics.require(controller, topic);
    return addresses.size() == 1
        ? List.of(store.decide(controller, topic, keys, addresses.get(0), clock.instant()))
        : store.decide(topic, keys, addresses, clock.instant());
  }
}
