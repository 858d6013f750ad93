/**
 * The ledger of permissions and the one rule over it. Uses recipient, catalogue, kernel and
 * platform. Invariants: facts are appended, never changed; the state is derived from them in the
 * same transaction; "may be mailed" is decided by {@code permission_decision} alone; after an
 * opt-out was answered no message starts.
 */
package nl.voorkeur.permission;
