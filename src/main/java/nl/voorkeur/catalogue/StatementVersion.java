package nl.voorkeur.catalogue;

import java.time.Instant;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.kernel.StatementId;

/**
 * A privacy statement as people could read it, in one language.
 *
 * @param id what a ledger entry names, as the statement in force when somebody chose
 * @param version counts per controller, the same in all its languages
 */
public record StatementVersion(
    StatementId id, int version, Language language, Instant publishedAt) {}
