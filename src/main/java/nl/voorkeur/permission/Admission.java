package nl.voorkeur.permission;

import java.util.Map;
import java.util.UUID;
import nl.voorkeur.kernel.Decision;
import nl.voorkeur.kernel.RecipientId;

/**
 * Leave to start messages to some people, for a quarter of a second.
 *
 * @param decisions what the rule says of each of them, permitted or not
 */
public record Admission(UUID holder, Map<RecipientId, Decision> decisions, long startByNanos) {

  public Admission {
    decisions = Map.copyOf(decisions);
  }

  /**
   * Whether a message may still start; ask right before MAIL FROM, and ask for a new admission when
   * it may not.
   */
  public boolean isOpen() {
    return System.nanoTime() - startByNanos < 0;
  }
}
