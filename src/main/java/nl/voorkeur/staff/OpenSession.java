package nl.voorkeur.staff;

import java.time.Instant;

/**
 * Where a member of staff is signed in.
 *
 * @param browser its family; empty when it is none we know
 * @param network the shortened address at which it began; empty on the machine itself
 * @param seen to the minute
 */
public record OpenSession(long id, Instant opened, Instant seen, String browser, String network) {}
