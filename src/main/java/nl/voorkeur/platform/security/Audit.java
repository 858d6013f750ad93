package nl.voorkeur.platform.security;

import java.util.Optional;
import nl.voorkeur.kernel.ControllerId;

/**
 * Remembers what staff and programs did. For the features that may not use staff; injected, it is
 * the audit trail.
 */
public interface Audit {

  /**
   * Appends an entry in the caller's name, in the transaction of the caller.
   *
   * @param act such as {@code TOPIC_CLOSED}
   * @param subject an id such as {@code topic 12}, never an address; may be empty
   * @param detail what one needs to know besides, never an address; may be empty
   */
  void record(String act, Optional<ControllerId> controller, String subject, String detail);
}
