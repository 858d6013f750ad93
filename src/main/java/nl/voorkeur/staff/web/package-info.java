/** Staff pages of sign-in, accounts, tokens and the audit log. */
package nl.voorkeur.staff.web;
