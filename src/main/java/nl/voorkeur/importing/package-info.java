/**
 * Files in: an upload is read, checked record by record, imported as ledger entries, and taken back
 * by such entries if it was wrong. Uses permission, recipient, catalogue, kernel and platform.
 *
 * <p>Invariants: every record of a file ends in exactly one outcome; a dry run changes nothing but
 * its own staging; an opt-out wins whatever the order of files, as the ledger itself refuses to
 * lift one (promise 2, requirement V4), and no undo lifts one either; nothing about an encoding, a
 * date or an address is guessed in silence; without a source, an agreement where one is needed, and
 * the evidence of the row nobody is let in; every call names the controller (promise 7).
 */
package nl.voorkeur.importing;
