package nl.voorkeur.privacy;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.security.Audit;
import nl.voorkeur.platform.security.Role;

/**
 * What the statement of a controller is written from: its answers and its processors. Everybody on
 * the staff reads them; the privacy officer and the administrator change them.
 */
@Stateless
public class PrivacyFacts {

  @Inject private Audit audit;
  private FactStore facts;
  private ProcessorStore processors;

  /** For the container. */
  public PrivacyFacts() {}

  @Inject
  public PrivacyFacts(Sql sql) {
    this.facts = new FactStore(sql);
    this.processors = new ProcessorStore(sql);
  }

  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public Facts find(ControllerId controller) {
    return facts.find(controller);
  }

  /**
   * Takes over the answers to the questions of one part.
   *
   * @param version the one that was read
   * @return whether it was done; not when somebody else changed an answer since
   */
  @RolesAllowed({Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public boolean save(ControllerId controller, long version, Section section, Answers answers) {
    Set<Question> asked = EnumSet.copyOf(Question.of(section));
    boolean done = facts.save(controller, version, asked, answers);
    if (done) {
      audit.record(
          "PRIVACY_FACTS_CHANGED",
          Optional.of(controller),
          "controller " + controller,
          section.name());
    }
    return done;
  }

  /** The register of processors, by category and name. */
  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public List<Processor> processors(ControllerId controller) {
    return processors.all(controller);
  }

  /** The id of a new entry; nothing when the controller has one of that name. */
  @RolesAllowed({Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public Optional<Long> add(ControllerId controller, Processor one) {
    Optional<Long> id = processors.add(controller, one);
    id.ifPresent(made -> record("PROCESSOR_ADDED", controller, made));
    return id;
  }

  /** Whether it was done; not when somebody else changed the entry since. */
  @RolesAllowed({Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public boolean change(ControllerId controller, Processor one) {
    boolean done = processors.change(controller, one);
    if (done) {
      record("PROCESSOR_CHANGED", controller, one.id());
    }
    return done;
  }

  /** Takes an entry out of the register; what was published keeps its words. */
  @RolesAllowed({Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public void remove(ControllerId controller, long id) {
    if (processors.remove(controller, id)) {
      record("PROCESSOR_REMOVED", controller, id);
    }
  }

  private void record(String act, ControllerId controller, long id) {
    audit.record(act, Optional.of(controller), "processor " + id, "");
  }
}
