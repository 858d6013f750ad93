/** The first page of the desk: how the controller fares. */
package nl.voorkeur.monitoring.web;
