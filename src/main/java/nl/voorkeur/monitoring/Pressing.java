package nl.voorkeur.monitoring;

import java.time.LocalDate;

/** A request to use a right that has to be answered soon. */
public record Pressing(long id, LocalDate due, boolean late) {}
