package nl.voorkeur.permission;

import nl.voorkeur.kernel.Decision;
import nl.voorkeur.kernel.TopicId;

/**
 * How one topic stands for one recipient.
 *
 * @param on whether the person gets it, a pause or a block of the person as a whole left aside
 * @param requested whether a sign-up waits for its confirmation
 * @param decision what the rule says now
 */
public record TopicChoice(TopicId topic, boolean on, boolean requested, Decision decision) {}
