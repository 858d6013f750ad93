package nl.voorkeur.platform.token;

import java.time.Instant;

/**
 * What a token says once it is verified.
 *
 * @param subject whom or what it is about: a recipient's id, for CONFIRM a sign-up's, for FRESH a
 *     request's, for MOVE a move's
 * @param topic a topic's id, or 0
 * @param mailing the mailing that carried it, or 0
 * @param issued when it was made, in whole seconds
 */
public record Link(LinkPurpose purpose, long subject, long topic, long mailing, Instant issued) {}
