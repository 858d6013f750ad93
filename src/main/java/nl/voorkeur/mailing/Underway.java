package nl.voorkeur.mailing;

import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.MailingId;

/**
 * A mailing that is being sent.
 *
 * @param slug of its controller, by which its mail servers are found
 */
record Underway(MailingId id, ControllerId controller, String slug) {}
