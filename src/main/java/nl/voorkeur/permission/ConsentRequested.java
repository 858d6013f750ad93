package nl.voorkeur.permission;

import java.util.List;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.kernel.TopicId;

/**
 * A person asked for topics by a route that proves nothing yet, such as the link in an ordinary
 * mail. Sign-up answers it with a confirmation mail.
 */
public record ConsentRequested(RecipientId recipient, List<TopicId> topics) {}
