package nl.voorkeur.permission;

import java.time.Instant;
import java.util.Optional;
import nl.voorkeur.kernel.RecipientId;

/**
 * One walk along all chains of the ledger, and what it found.
 *
 * @param wantedBy who asked for it, as the ledger names an actor
 * @param share how much is done, 0 to 1
 * @param entries how many entries were walked
 * @param flaw the first break; nothing while there is none
 */
public record LedgerCheck(
    long id,
    State state,
    String wantedBy,
    Instant startedAt,
    Optional<Instant> finishedAt,
    double share,
    long entries,
    Optional<Flaw> flaw) {

  /** Equal to the SQL type {@code ledger_check_state}; bundle keys {@code check.X}. */
  public enum State {
    RUNNING,
    SOUND,
    BROKEN
  }

  /**
   * Where it breaks.
   *
   * @param seq the entry; 0 where the state differs from what the ledger says
   * @param finding how; bundle keys {@code flaw.X}
   */
  public record Flaw(RecipientId recipient, int seq, Finding finding) {}

  /** How a chain breaks, or how the state in use differs from the ledger. */
  public enum Finding {
    MISSING_BEFORE,
    DOES_NOT_FOLLOW,
    CHANGED,
    END_MISSING,
    STANDING,
    PERMISSION
  }
}
