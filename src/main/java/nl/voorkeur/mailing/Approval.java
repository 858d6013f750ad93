package nl.voorkeur.mailing;

import java.time.Instant;

/**
 * A second person looked at a mailing and found it right. Any change takes it back.
 *
 * @param by none of its authors
 */
public record Approval(String by, Instant at) {}
