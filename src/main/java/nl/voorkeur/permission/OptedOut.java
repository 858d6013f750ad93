package nl.voorkeur.permission;

/**
 * Somebody said no, and it is in force.
 *
 * @param route by which they did
 */
public record OptedOut(Route route) {}
