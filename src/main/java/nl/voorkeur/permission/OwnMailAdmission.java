package nl.voorkeur.permission;

import java.util.Optional;
import nl.voorkeur.kernel.Denial;

/**
 * Leave to start a mail of the portal itself, which asks no consent, for a fifth of a second.
 *
 * @param denial why this person must not be mailed at all
 */
public record OwnMailAdmission(Optional<Denial> denial, long startByNanos) {

  /** Whether it may still start; ask right before MAIL FROM. */
  public boolean isOpen() {
    return denial.isEmpty() && System.nanoTime() - startByNanos < 0;
  }
}
