package nl.voorkeur.mailing;

import java.time.Instant;

/**
 * A layout of a controller's as it is now, or was.
 *
 * @param layout the layout's id
 * @param id the version's own id, which mailings that are dressed in it name
 */
public record LayoutVersion(
    long layout, long id, String name, int version, String page, String by, Instant at) {}
