/**
 * Recipients: one mailbox at one controller, with what that controller holds about it. Uses kernel
 * and platform. Invariant: two spellings of one mailbox are one recipient of a controller
 * (requirement F6), and no recipient belongs to two controllers (promise 7).
 */
package nl.voorkeur.recipient;
