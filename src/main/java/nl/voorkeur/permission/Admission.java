package nl.voorkeur.permission;

import java.util.Map;
import java.util.Set;
import nl.voorkeur.kernel.Decision;
import nl.voorkeur.kernel.MailingId;
import nl.voorkeur.kernel.RecipientId;

/**
 * Leave to start some messages, for a fifth of a second.
 *
 * @param decisions what the rule says of each of them, permitted or not
 * @param busy for whom another message is on its way although they want at most so many: to be
 *     asked again when that has ended
 */
public record Admission(Map<Intent, Decision> decisions, Set<Intent> busy, long startByNanos) {

  public Admission {
    decisions = Map.copyOf(decisions);
    busy = Set.copyOf(busy);
  }

  /** A message that is about to start: its delivery is SENDING, and that is committed. */
  public record Intent(MailingId mailing, RecipientId recipient) {}

  /**
   * Whether a message may still start; ask right before MAIL FROM, and ask for a new admission when
   * it may not.
   */
  public boolean isOpen() {
    return System.nanoTime() - startByNanos < 0;
  }
}
