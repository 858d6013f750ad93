/** Staff pages of webhooks. */
package nl.voorkeur.webhook.web;
