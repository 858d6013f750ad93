package nl.voorkeur.exporting;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.security.Audit;
import nl.voorkeur.platform.security.Role;

/** What a controller's lists may be used for, and whether a second person has to agree. */
@Stateless
public class ListRules {

  private ListRuleStore rules;
  private Audit audit;

  /** For the container. */
  public ListRules() {}

  @Inject
  public ListRules(Sql sql, Audit audit) {
    this.rules = new ListRuleStore(sql);
    this.audit = audit;
  }

  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public boolean needsSecondPerson(ControllerId controller) {
    return rules.needsSecondPerson(controller);
  }

  @RolesAllowed({Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public void askSecondPerson(ControllerId controller, boolean asked) {
    rules.askSecondPerson(controller, asked);
    audit.record(
        "LISTS_RULED",
        Optional.of(controller),
        "controller " + controller,
        "second person " + asked);
  }

  /** The uses declared, by the number of the topic; most topics have none. */
  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public Map<Long, Set<DeclaredUse>> declared(ControllerId controller) {
    return rules.declared(controller);
  }

  /** Sets what a topic's lists may be used for; false when it is not the controller's topic. */
  @RolesAllowed({Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public boolean declare(ControllerId controller, TopicId topic, Set<DeclaredUse> uses) {
    boolean done = rules.declare(controller, topic, uses);
    if (done) {
      audit.record("LISTS_RULED", Optional.of(controller), "topic " + topic, uses.toString());
    }
    return done;
  }
}
