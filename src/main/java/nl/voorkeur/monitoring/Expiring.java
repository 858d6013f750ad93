package nl.voorkeur.monitoring;

import java.time.Instant;

/** A permitted list that went out and may be used no longer soon. */
public record Expiring(long id, String receiver, Instant at) {}
