/** The staff pages of mailings: write one, look it over, send it, follow it. */
package nl.voorkeur.mailing.web;
