package nl.voorkeur.mailing;

import java.time.Instant;
import java.util.Optional;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.MailingId;

/**
 * One mail to everyone who wants a topic.
 *
 * @param topicName as people know it, in the mailing's language
 * @param heldBy why it is paused: {@code staff}, or what the mail server said
 * @param audience how many people it concerns, permitted or not; 0 before it starts
 */
public record Mailing(
    MailingId id,
    ControllerId controller,
    MailingText text,
    String topicName,
    MailingState state,
    Optional<String> heldBy,
    long audience,
    String createdBy,
    Instant createdAt,
    Optional<Instant> startedAt,
    Optional<Instant> finishedAt) {}
