package nl.voorkeur.platform.security;

import java.util.Optional;

/** What the gate needs to know about staff and tokens; the staff feature implements it. */
public interface Credentials {

  /**
   * The member of staff as they are now.
   *
   * @param actor the one that the session was opened for
   * @param stamp the one that the session was opened with
   * @return nothing when they were deactivated, or their password changed, since
   */
  Optional<Caller> staff(String actor, String stamp);

  /** The program behind a bearer token; nothing when it is unknown, revoked or expired. */
  Optional<Caller> program(String token);
}
