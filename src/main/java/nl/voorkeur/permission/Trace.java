package nl.voorkeur.permission;

import java.util.Optional;

/**
 * What a request tells of who made it, kept as evidence only where the installation chose so (GDPR
 * art. 5(1)(c)).
 *
 * @param network the shortened address
 * @param agent the family of the browser
 */
public record Trace(Optional<String> network, Optional<String> agent) {

  /** Nothing is kept. */
  public static final Trace NONE = new Trace(Optional.empty(), Optional.empty());
}
