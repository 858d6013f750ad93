package nl.voorkeur.permission;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
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

  /** How long after its declaration a message may still start, by the database's clock. */
  public static final Duration START_WITHIN = IntentStore.START_WITHIN;

  private DecisionStore decisions;
  private Clock clock;

  /** For the container. */
  public SendGate() {}

  @Inject
  public SendGate(Sql sql, Clock clock) {
    this.decisions = new DecisionStore(sql);
    this.clock = clock;
  }

  /**
   * Asks the rule about messages whose intent is committed: their deliveries are SENDING, for which
   * an opt-out waits.
   *
   * @param intents of one topic
   * @param declaredNanos a moment, by {@code System.nanoTime()}, before they became so
   */
  @PermitAll
  public Admission admit(TopicId topic, Set<Admission.Intent> intents, long declaredNanos) {
    return decisions.admit(
        topic, List.copyOf(intents), clock.instant(), startByNanos(declaredNanos));
  }

  /**
   * Asks whether somebody may be mailed at all, for a mail of the portal itself that is SENDING.
   *
   * @param declaredNanos a moment, by {@code System.nanoTime()}, before it became so
   */
  @PermitAll
  public OwnMailAdmission admitOwnMail(RecipientId recipient, long declaredNanos) {
    return new OwnMailAdmission(decisions.blockOf(recipient), startByNanos(declaredNanos));
  }

  private static long startByNanos(long declaredNanos) {
    return declaredNanos + START_WITHIN.minus(MARGIN).toNanos();
  }
}
