/**
 * Bounces and complaints that come after a message was taken: as events of a provider, delivery
 * status notifications (RFC 3464) and feedback reports (RFC 5965). May use mailing, permission,
 * recipient and catalogue. Invariants: only what is proven to be about a message of that controller
 * changes anything; told twice or in another order, the end is the same; when it is answered, it
 * holds.
 */
package nl.voorkeur.feedback;
