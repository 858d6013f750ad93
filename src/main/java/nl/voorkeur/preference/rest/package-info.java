/**
 * The one-click endpoint of RFC 8058: a plain servlet, without Faces, session or token of a form.
 */
package nl.voorkeur.preference.rest;
