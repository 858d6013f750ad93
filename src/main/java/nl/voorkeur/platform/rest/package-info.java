/**
 * What every resource of the API shares: the application, roles, errors as problem+json (RFC 9457),
 * health.
 */
package nl.voorkeur.platform.rest;
