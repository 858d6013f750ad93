package nl.voorkeur.permission;

import java.time.Instant;
import java.util.Optional;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.kernel.TopicId;

/**
 * A fact in the ledger.
 *
 * @param seq its number in the recipient's chain, from 1
 * @param topic empty when it is about the person as a whole
 */
public record LedgerEntry(
    RecipientId recipient,
    int seq,
    Instant at,
    Optional<TopicId> topic,
    LedgerKind kind,
    Route route,
    String actor,
    Optional<String> wording) {

  /** A number that a person can quote, such as {@code 1042-7}. */
  public String receipt() {
    return recipient + "-" + seq;
  }
}
