/**
 * The pages of sign-up: the form of a controller, the confirmation, and the list of controllers.
 */
package nl.voorkeur.signup.web;
