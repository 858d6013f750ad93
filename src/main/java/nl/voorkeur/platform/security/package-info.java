/**
 * Who is calling: bearer tokens for the API, a session for the staff pages, nobody elsewhere. Knows
 * no operator and no token; the staff feature answers for them through {@link
 * nl.voorkeur.platform.security.Credentials}. Invariant: a caller's principal name is the actor
 * that ledger and audit trail show, {@code staff:<id>} or {@code token:<id>}.
 */
package nl.voorkeur.platform.security;
