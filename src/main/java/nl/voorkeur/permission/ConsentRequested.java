package nl.voorkeur.permission;

import java.util.List;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.kernel.TopicId;

/**
 * A person wants topics by a route that proves nothing yet, such as the link in an ordinary mail.
 * Sign-up answers it: it appends the request and sends a confirmation mail.
 *
 * @param provenance the route and the wording that the person saw
 */
public record ConsentRequested(RecipientId recipient, List<TopicId> topics, Provenance provenance) {

  public ConsentRequested {
    topics = List.copyOf(topics);
  }
}
