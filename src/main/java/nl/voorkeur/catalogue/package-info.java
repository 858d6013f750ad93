/**
 * Controllers (GDPR), their agreements and sender identities, topics and wordings. Uses kernel and
 * platform. Invariants: a wording is never changed; a slug is never changed or used again; closing
 * a topic frees nobody.
 */
package nl.voorkeur.catalogue;
