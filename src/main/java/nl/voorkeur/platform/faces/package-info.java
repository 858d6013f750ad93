/**
 * What every page needs: routes of links, headers, the guard of forms, language, failures, and the
 * tags of ours. Public pages keep no session, set no cookie and need no script; PrimeFaces lives
 * under {@code /staff/} only. Knows no feature.
 */
package nl.voorkeur.platform.faces;
