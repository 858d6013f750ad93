package nl.voorkeur.preference;

import java.time.Instant;

/**
 * The proof that somebody's no was written down.
 *
 * @param at from when it holds
 * @param receipt a number that the person can quote
 */
public record Stopped(Instant at, String receipt) {}
