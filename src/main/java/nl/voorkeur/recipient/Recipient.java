package nl.voorkeur.recipient;

import java.time.Instant;
import java.util.Optional;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.kernel.OfController;
import nl.voorkeur.kernel.RecipientId;

/**
 * One mailbox at one controller. The same mailbox at another controller is another recipient:
 * controllers are walls.
 *
 * @param language the person's own choice, if any
 * @param source where the address came from (GDPR art. 15(1)(g))
 */
public record Recipient(
    RecipientId id,
    ControllerId controller,
    EmailAddress address,
    Optional<Language> language,
    Optional<String> firstName,
    Optional<String> lastName,
    String source,
    Instant since)
    implements OfController {}
