package nl.voorkeur.permission;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import nl.voorkeur.kernel.Decision;
import nl.voorkeur.kernel.RecipientId;

/**
 * Leave to start messages to some people, for a quarter of a second.
 *
 * @param decisions what the rule says of each of them, permitted or not
 * @param busy who wants at most so many messages and has another on its way: to be asked again when
 *     that has ended
 */
public record Admission(
    UUID holder, Map<RecipientId, Decision> decisions, Set<RecipientId> busy, long startByNanos) {

  public Admission {
    decisions = Map.copyOf(decisions);
    busy = Set.copyOf(busy);
  }

  /**
   * Whether a message may still start; ask right before MAIL FROM, and ask for a new admission when
   * it may not.
   */
  public boolean isOpen() {
    return System.nanoTime() - startByNanos < 0;
  }
}
