/**
 * Members of staff, their roles and sign-in, tokens of programs, and the trail of what both did.
 * Uses kernel and platform. Invariants: a password or a token is never stored, only its hash; the
 * trail is append-only and holds ids, never an address; there is always an active administrator.
 */
package nl.voorkeur.staff;
