/** Staff pages of permitted lists: all of them, a new one, a manifest. */
package nl.voorkeur.exporting.web;
