package nl.voorkeur.staff;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Optional;
import nl.voorkeur.kernel.OperatorId;
import nl.voorkeur.platform.security.OfNoController;
import nl.voorkeur.platform.security.Role;

/** The names of members of staff, for the timelines in which they appear. */
@Stateless
@OfNoController
@RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
public class Colleagues {

  private static final String STAFF = "staff:";

  @PersistenceContext private EntityManager entities;

  /** The name behind an actor; nothing when the actor is no member of staff. */
  public Optional<String> name(String actor) {
    return Optional.of(actor)
        .filter(text -> text.matches(STAFF + "[1-9][0-9]{0,17}"))
        .map(text -> new OperatorId(Long.parseLong(text.substring(STAFF.length()))))
        .flatMap(new OperatorStore(entities)::find)
        .map(Operator::displayName);
  }
}
