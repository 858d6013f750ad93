/** The API over controllers and topics. */
package nl.voorkeur.catalogue.rest;
