package nl.voorkeur.monitoring;

/**
 * A program of a controller that takes no messages.
 *
 * @param disabled whether it is told nothing any more for that
 */
public record DeafProgram(long id, String url, boolean disabled) {}
