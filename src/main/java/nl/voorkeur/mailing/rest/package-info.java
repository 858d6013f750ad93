/** Mailings in the API. */
package nl.voorkeur.mailing.rest;
