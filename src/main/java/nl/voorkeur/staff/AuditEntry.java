package nl.voorkeur.staff;

import java.time.Instant;
import java.util.Optional;
import nl.voorkeur.kernel.ControllerId;

/**
 * Something that staff or a program did.
 *
 * @param actor {@code staff:<id>}, {@code token:<id>}, {@code system} or {@code anonymous}
 * @param actorName the name of that member of staff or token; the actor itself when there is none
 * @param act such as {@code TOPIC_CLOSED}
 * @param subject an id such as {@code topic 12}; may be empty
 */
public record AuditEntry(
    long id,
    Instant at,
    String actor,
    String actorName,
    String act,
    Optional<ControllerId> controller,
    String subject,
    String detail) {}
