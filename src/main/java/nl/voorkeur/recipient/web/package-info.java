/** Staff pages that find recipients. */
package nl.voorkeur.recipient.web;
