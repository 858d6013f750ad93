package nl.voorkeur.mailing;

import java.time.Instant;
import java.time.ZoneId;

/**
 * When a mailing starts by itself.
 *
 * @param zone in which that moment was chosen
 */
public record Schedule(Instant at, ZoneId zone, String by) {}
