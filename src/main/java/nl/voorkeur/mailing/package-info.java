/**
 * Mailings and the portal's own mail: audience, deliveries, the message itself, and its dispatch.
 * Uses permission, recipient, catalogue, kernel and platform.
 *
 * <p>Invariants: nobody gets a message whom the one rule did not permit right before; nobody gets
 * one twice; sent, denied, failed and in doubt together are the audience (promises 2 and 6).
 */
package nl.voorkeur.mailing;
