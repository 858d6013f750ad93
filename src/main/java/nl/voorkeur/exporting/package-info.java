/**
 * Permitted lists out: whom the one rule permits on a topic, as a file with a manifest. Uses
 * mailing, permission, recipient, catalogue, kernel and platform.
 *
 * <p>Invariants: a file holds exactly those whom {@code permission_decision} permits at one moment
 * (promise 1); no file leaves without a purpose, a receiver and a manifest (requirements S8d, V3);
 * the file itself is never kept, and may be fetched once, by whoever asked for it.
 */
package nl.voorkeur.exporting;
