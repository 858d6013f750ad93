/** The way in for providers and mail servers. */
package nl.voorkeur.feedback.rest;
