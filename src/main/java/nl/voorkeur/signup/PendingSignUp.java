package nl.voorkeur.signup;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.kernel.WordingId;

/** A sign-up, waiting for its confirmation or confirmed. */
public record PendingSignUp(
    long id,
    ControllerId controller,
    RecipientId recipient,
    List<TopicId> topics,
    WordingId wording,
    Language language,
    Instant requestedAt,
    Optional<Instant> confirmedAt) {

  public PendingSignUp {
    topics = List.copyOf(topics);
  }
}
