/** Tokens of the links in mails and of forms: stateless, keyed, bound to a purpose. */
package nl.voorkeur.platform.token;
