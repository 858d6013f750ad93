/** The API over webhooks. */
package nl.voorkeur.webhook.rest;
