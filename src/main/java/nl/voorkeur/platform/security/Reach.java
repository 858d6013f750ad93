package nl.voorkeur.platform.security;

import jakarta.ejb.EJBAccessException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.OutOfReach;

/**
 * At which controllers somebody may do what.
 *
 * @param everywhere the roles that they have at every controller, and for the installation as such
 * @param grants the roles that they have besides at single controllers, in the order of their names
 */
public record Reach(Set<String> everywhere, List<Grant> grants) {

  public Reach {
    everywhere = Set.copyOf(everywhere);
    grants = List.copyOf(grants);
  }

  /**
   * Roles at one controller.
   *
   * @param slug its name in addresses of pages
   */
  public record Grant(ControllerId controller, String slug, Set<String> roles) {
    public Grant {
      roles = Set.copyOf(roles);
    }
  }

  /** The same roles at every controller. */
  public static Reach everywhere(Set<String> roles) {
    return new Reach(roles, List.of());
  }

  /** Whether there is anything that they may do at a controller. */
  public boolean includes(ControllerId controller) {
    return !rolesAt(controller).isEmpty();
  }

  /** What they may do at a controller. */
  public Set<String> rolesAt(ControllerId controller) {
    return with(grants.stream().filter(grant -> grant.controller().equals(controller)).findFirst());
  }

  /**
   * What they may do at the controller that a page is about; without one, at the first that lies
   * within their reach, which is what the pages show then.
   */
  Set<String> rolesAt(Optional<String> slug) {
    Optional<Grant> named =
        grants.stream().filter(grant -> slug.filter(grant.slug()::equals).isPresent()).findFirst();
    return named.isEmpty() && everywhere.isEmpty()
        ? with(grants.stream().findFirst())
        : with(named);
  }

  private Set<String> with(Optional<Grant> grant) {
    if (grant.isEmpty()) {
      return everywhere;
    }
    Set<String> roles = new TreeSet<>(everywhere);
    roles.addAll(grant.get().roles());
    return roles;
  }

  /**
   * Refuses whoever may not do something at a controller. One that is out of reach looks like one
   * that is not there (promise 7).
   *
   * @param roles those of which one is asked; none is any
   */
  public void require(ControllerId controller, Set<String> roles) {
    Set<String> here = rolesAt(controller);
    if (here.isEmpty()) {
      throw new OutOfReach();
    }
    if (!roles.isEmpty() && roles.stream().noneMatch(here::contains)) {
      throw new EJBAccessException("asks for another role at this controller");
    }
  }

  /** Whether they have one of these roles at every controller. */
  boolean hasEverywhere(Collection<String> roles) {
    return roles.stream().anyMatch(everywhere::contains);
  }
}
