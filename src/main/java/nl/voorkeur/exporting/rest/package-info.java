/** The API over permitted lists. */
package nl.voorkeur.exporting.rest;
