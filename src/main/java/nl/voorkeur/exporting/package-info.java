/**
 * Permitted lists out: whom the one rule permits on some topics, as a file with a manifest; who
 * must be dropped from it since; and lists of others cleaned of who may not be mailed. Uses
 * mailing, permission, recipient, catalogue, kernel and platform.
 *
 * <p>Invariants: a file holds exactly those whom {@code permission_decision} permits (promise 1);
 * no file leaves without a purpose, a receiver that may have it and a manifest (requirements S8d,
 * S10a, V3); the file itself is never kept, and may be fetched once, by whoever asked for it;
 * whoever is in it and says no afterwards is in its recall feed exactly once (docs/adr/0014); a
 * scrub keeps nothing but counts.
 */
package nl.voorkeur.exporting;
