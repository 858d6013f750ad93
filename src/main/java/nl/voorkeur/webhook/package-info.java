/**
 * Webhooks: programs of a controller are told of every change of a permission and of every recall,
 * in the manner of Standard Webhooks. Uses catalogue, kernel and platform.
 *
 * <p>Invariants: what the ledger or a recall feed holds is told at least once, and its message has
 * one id however often it is told; a message holds numbers and codes, never an address; no message
 * goes to an address inside our own network unless the configuration says so.
 */
package nl.voorkeur.webhook;
