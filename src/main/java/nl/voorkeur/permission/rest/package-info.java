/** The API over recipients, their permissions and decisions. */
package nl.voorkeur.permission.rest;
