/**
 * The privacy statement of a controller: the facts it is written from, the register of processors,
 * the text in four languages, its versions, and the check that tells what is missing (GDPR art. 12
 * to 14; requirements S1 to S16). Uses kernel, platform and catalogue. Invariants: a fact that
 * nobody gave makes no sentence; a version is never changed; nothing is published that sends data
 * outside the EEA without a safeguard.
 */
package nl.voorkeur.privacy;
