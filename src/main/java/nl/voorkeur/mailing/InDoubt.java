package nl.voorkeur.mailing;

import java.time.Instant;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.kernel.RecipientId;

/** Somebody who may have got the message or not; staff decide how to go on. */
public record InDoubt(RecipientId recipient, EmailAddress address, String status, Instant since) {}
