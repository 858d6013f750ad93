package nl.voorkeur.mailing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.voorkeur.kernel.MailingId;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.permission.Admission;
import nl.voorkeur.permission.SendGate;

/**
 * The turns of a node's workers between one message and the next, several at once: how the last one
 * ended and that the next one is SENDING is committed, and only then, in a new statement, the gate
 * is asked about those that are next (promise 2, docs/adr/0004).
 */
final class Turns {

  private static final Logger LOG = Logger.getLogger(Turns.class.getName());

  /** One that the database works on, and one that waits for the disk. */
  private static final int AT_ONCE = 2;

  private final SettlementStore settlements;
  private final SendGate gate;
  private final GroupCommit<Turn, Answer> together = new GroupCommit<>(AT_ONCE, this::all);

  Turns(SettlementStore settlements, SendGate gate) {
    this.settlements = settlements;
    this.gate = gate;
  }

  /**
   * What one worker has to say.
   *
   * @param topic of which the gate is asked about those that become SENDING
   */
  record Turn(MailingId mailing, UUID claim, TopicId topic, List<Settlement> changes) {

    private Stream<Admission.Intent> begun(Set<RecipientId> written) {
      return changes.stream()
          .filter(change -> change.state() == DeliveryState.SENDING)
          .map(Settlement::recipient)
          .filter(written::contains)
          .map(recipient -> new Admission.Intent(mailing, recipient));
    }
  }

  /**
   * What it hears.
   *
   * @param written what was written down; the others are no longer this worker's
   * @param admission what the gate says; none when it could not be asked or had not to
   */
  record Answer(Set<RecipientId> written, Optional<Admission> admission) {}

  /** Writes it down durably, and asks the gate about what begins. */
  Answer take(Turn turn) {
    return turn.changes().isEmpty() ? new Answer(Set.of(), Optional.empty()) : together.write(turn);
  }

  private List<Answer> all(List<Turn> turns) {
    long declared = System.nanoTime(); // before the database sets its own, later limit
    List<Set<RecipientId>> written = settlements.settle(turns);
    Map<TopicId, Optional<Admission>> admissions = new HashMap<>();
    for (Turn turn : turns) {
      admissions.computeIfAbsent(turn.topic(), topic -> admit(topic, turns, written, declared));
    }
    return Stream.iterate(0, i -> i < turns.size(), i -> i + 1)
        .map(i -> new Answer(written.get(i), admissions.get(turns.get(i).topic())))
        .toList();
  }

  private Optional<Admission> admit(
      TopicId topic, List<Turn> turns, List<Set<RecipientId>> written, long declared) {
    Set<Admission.Intent> intents =
        Stream.iterate(0, i -> i < turns.size(), i -> i + 1)
            .filter(i -> turns.get(i).topic().equals(topic))
            .flatMap(i -> turns.get(i).begun(written.get(i)))
            .collect(Collectors.toSet());
    if (intents.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(gate.admit(topic, intents, declared));
    } catch (RuntimeException outage) {
      LOG.log(Level.FINE, "the gate could not be asked; nothing starts", outage);
      return Optional.empty();
    }
  }
}
