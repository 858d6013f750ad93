/** Staff pages of imports: list, upload, plan, report. */
package nl.voorkeur.importing.web;
