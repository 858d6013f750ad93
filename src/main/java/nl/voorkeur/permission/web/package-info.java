/** Staff pages that show permissions: the dashboard, and one recipient. */
package nl.voorkeur.permission.web;
