package nl.voorkeur.platform.security;

import java.util.Set;

/**
 * Somebody who proved who they are.
 *
 * @param actor what the ledger and the audit trail call them: {@code staff:<id>} or {@code
 *     token:<id>}
 * @param name as colleagues know them
 * @param roles from {@link Role}
 * @param stamp changes when the password does; a session with another stamp is over
 * @param passwordIsOneTime whether they must choose a password of their own before anything else
 */
public record Caller(
    String actor, String name, Set<String> roles, String stamp, boolean passwordIsOneTime) {

  public Caller {
    roles = Set.copyOf(roles);
  }

  /** A program, known by its token. */
  public static Caller program(String actor, String name, Set<String> roles) {
    return new Caller(actor, name, roles, "", false);
  }
}
