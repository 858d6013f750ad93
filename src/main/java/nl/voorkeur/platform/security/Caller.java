package nl.voorkeur.platform.security;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import nl.voorkeur.platform.security.Reach.Grant;

/**
 * Somebody who proved who they are.
 *
 * @param actor what the ledger and the audit trail call them: {@code staff:<id>} or {@code
 *     token:<id>}
 * @param name as colleagues know them
 * @param roles from {@link Role}, at the controller that this request is about
 * @param reach at which controllers they may do what
 * @param scopes what a program's token is for; none for staff
 * @param stamp changes when the password does; a session with another stamp is over
 * @param hasSecondFactor whether they sign in with a code besides the password
 * @param hurdle the page that they have to pass before any other
 * @param passwordIsOneTime whether they must choose a password of their own before anything else
 */
public record Caller(
    String actor,
    String name,
    Set<String> roles,
    Reach reach,
    Set<Scope> scopes,
    String stamp,
    boolean passwordIsOneTime,
    boolean hasSecondFactor,
    Optional<String> hurdle) {

  public Caller {
    roles = Set.copyOf(roles);
    scopes = Set.copyOf(scopes);
  }

  /** A member of staff. */
  public static Caller staff(
      String actor,
      String name,
      Reach reach,
      String stamp,
      boolean passwordIsOneTime,
      boolean hasSecondFactor) {
    return new Caller(
        actor,
        name,
        reach.rolesAt(Optional.empty()),
        reach,
        Set.of(),
        stamp,
        passwordIsOneTime,
        hasSecondFactor,
        Optional.empty());
  }

  /**
   * A program, known by its token.
   *
   * @param only the controller that the token is for; nothing is all of them
   */
  public static Caller program(String actor, String name, Set<Scope> scopes, Optional<Grant> only) {
    Set<String> roles = Scope.roles(scopes);
    Reach reach =
        only.map(
                grant ->
                    new Reach(
                        Set.of(), List.of(new Grant(grant.controller(), grant.slug(), roles))))
            .orElseGet(() -> Reach.everywhere(roles));
    return new Caller(actor, name, roles, reach, scopes, "", false, false, Optional.empty());
  }

  /**
   * The same caller on a page about one controller.
   *
   * @param slug its name in addresses; nothing when the page names none
   * @param first the page that they have to pass before any other
   */
  Caller at(Optional<String> slug, Optional<String> first) {
    return new Caller(
        actor,
        name,
        reach.rolesAt(slug),
        reach,
        scopes,
        stamp,
        passwordIsOneTime,
        hasSecondFactor,
        first);
  }
}
