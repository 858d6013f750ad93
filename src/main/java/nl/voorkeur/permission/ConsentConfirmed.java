package nl.voorkeur.permission;

import java.util.List;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.kernel.TopicId;

/** A person confirmed that they want mail on these topics. */
public record ConsentConfirmed(RecipientId recipient, List<TopicId> topics) {}
