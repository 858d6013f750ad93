/**
 * The way out for mail: the configured SMTP server, one connection a worker, and what became of
 * each message. Uses kernel and platform.configuration.
 *
 * <p>Invariants: a message is called sent only after 250 to its final dot; what may have been
 * accepted is never called unsent; no message begins once its gate has closed; no address gets into
 * a log or into a reply's text.
 */
package nl.voorkeur.platform.mail;
