/**
 * What people say about their mail: the preference page and unsubscribing. Uses permission,
 * recipient, catalogue, kernel and platform. Invariants: a no takes effect before it is answered; a
 * yes through the link of an ordinary mail takes effect after a confirmation only, as mail gets
 * forwarded (promise 2); GET changes nothing (promise 4).
 */
package nl.voorkeur.preference;
