/**
 * Starts the portal with one command: {@code java -jar voorkeur.jar}. What is not configured in
 * development is embedded (PostgreSQL, a mail catcher, made-up keys); the server itself runs as a
 * child process, as its class path must hold nothing of ours.
 *
 * <p>Part of {@code voorkeur.jar}, never of the WAR. May use {@code platform.configuration}, which
 * needs the JDK only.
 */
package nl.voorkeur.launcher;
