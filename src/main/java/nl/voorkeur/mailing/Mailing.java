package nl.voorkeur.mailing;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.MailingId;
import nl.voorkeur.kernel.OfController;

/**
 * One mail to everyone who wants a topic.
 *
 * @param text in its fallback language: that of whoever reads none of the others
 * @param topicName as people know it, in that language
 * @param heldBy why it is paused: {@code staff}, or what the mail server said
 * @param audience how many people it concerns, permitted or not; 0 before it starts
 * @param authors all who wrote in it
 * @param revision counts the changes of what recipients get
 * @param scheduleFault why it did not start at its time
 */
public record Mailing(
    MailingId id,
    ControllerId controller,
    MailingText text,
    String topicName,
    Outfit outfit,
    MailingState state,
    Optional<String> heldBy,
    long audience,
    String createdBy,
    Instant createdAt,
    Optional<Instant> startedAt,
    Optional<Instant> finishedAt,
    List<String> authors,
    int revision,
    Optional<Approval> approval,
    Optional<Schedule> schedule,
    Optional<String> scheduleFault,
    Optional<SendWindow> window)
    implements OfController {

  public Mailing {
    authors = List.copyOf(authors);
  }

  public boolean isDraft() {
    return state == MailingState.DRAFT;
  }
}
