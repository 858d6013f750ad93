package nl.voorkeur.mailing;

import java.util.Optional;
import nl.voorkeur.kernel.Denial;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.kernel.RecipientId;

/**
 * Somebody whom a mailing would reach now, or would not.
 *
 * @param language in which they would get it
 * @param denial why they would not
 */
public record Reader(
    RecipientId recipient, EmailAddress address, Language language, Optional<Denial> denial) {}
