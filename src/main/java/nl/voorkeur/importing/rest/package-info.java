/** The API over imports. */
package nl.voorkeur.importing.rest;
