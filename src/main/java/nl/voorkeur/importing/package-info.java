/**
 * Files in: an upload is read, checked record by record, and imported as ledger entries. Uses
 * permission, recipient, catalogue, kernel and platform.
 *
 * <p>Invariants: every record of a file ends in exactly one outcome; a dry run changes nothing but
 * its own staging; an opt-out wins whatever the order of files, as the ledger itself refuses to
 * lift one (promise 2, requirement V4); nothing about an encoding, a date or an address is guessed
 * in silence.
 */
package nl.voorkeur.importing;
