package nl.voorkeur.platform.security;

import java.util.Optional;

/** What the gate needs to know about staff and tokens; the staff feature implements it. */
public interface Credentials {

  /**
   * The member of staff as they are now.
   *
   * @param actor the one that the session was opened for
   * @param stamp the one that the session was opened with
   * @param session what {@link #opened} answered
   * @return nothing when they were deactivated, their password changed, or the session was ended
   *     from elsewhere, since
   */
  Optional<Caller> staff(String actor, String stamp, long session);

  /**
   * A member of staff begins a session.
   *
   * @param browser the family of their browser
   * @param network where they are, shortened
   * @return its number, to ask with
   */
  long opened(Caller caller, Optional<String> browser, Optional<String> network, boolean elsewhere);

  /** One session goes on after a change of password; every other one of the caller is over. */
  void renewed(Caller caller, long session);

  /** A session was ended by its owner. */
  void closed(String actor, long session);

  /** The program behind a bearer token; nothing when it is unknown, revoked or expired. */
  Optional<Caller> program(String token);
}
