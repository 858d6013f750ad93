/**
 * Settings: one typed definition each, read once, checked at the start. The launcher uses it too,
 * so it needs the JDK only, but for the producer.
 */
package nl.voorkeur.platform.configuration;
