package nl.voorkeur.preference;

import java.time.Instant;
import java.util.Optional;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.kernel.RecipientId;

/**
 * A person's wish to be mailed at another address.
 *
 * @param to the other address; gone once the move is done
 */
public record AddressMove(
    long id,
    RecipientId recipient,
    Optional<EmailAddress> to,
    Instant askedAt,
    Optional<Instant> doneAt) {}
