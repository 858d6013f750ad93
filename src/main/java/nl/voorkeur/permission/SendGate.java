package nl.voorkeur.permission;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import nl.voorkeur.kernel.Decision;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.platform.persistence.Sql;

/**
 * The gate right before each message: asks the rule again in a way that no opt-out can slip past
 * (promise 2, docs/adr/0004).
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class SendGate {

  private static final Duration MARGIN = Duration.ofMillis(50);

  private IntentStore intents;
  private DecisionStore decisions;
  private Clock clock;

  /** For the container. */
  public SendGate() {}

  @Inject
  public SendGate(Sql sql, Clock clock) {
    this.intents = new IntentStore(sql);
    this.decisions = new DecisionStore(sql);
    this.clock = clock;
  }

  /** Declares that messages to these people are about to start, then asks the rule about each. */
  @PermitAll
  public Admission admit(TopicId topic, List<RecipientId> recipients) {
    UUID holder = UUID.randomUUID();
    long startBy = System.nanoTime() + IntentStore.START_WITHIN.minus(MARGIN).toNanos();
    intents.declare(holder, recipients);
    Set<RecipientId> busy = new HashSet<>();
    Map<RecipientId, Decision> answers =
        decisions.admit(holder, topic, recipients, clock.instant(), busy);
    return new Admission(holder, answers, busy, startBy);
  }

  /** Every message of this admission has started or never will. */
  @PermitAll
  public void release(Admission admission) {
    intents.release(admission.holder());
  }
}
