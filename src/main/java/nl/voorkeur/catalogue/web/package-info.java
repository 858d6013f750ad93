/** Staff pages of controllers and topics, and the controller chosen on every staff page. */
package nl.voorkeur.catalogue.web;
