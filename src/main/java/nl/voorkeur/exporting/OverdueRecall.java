package nl.voorkeur.exporting;

import java.time.Instant;
import nl.voorkeur.kernel.ExportId;

/**
 * A list whose receiver is late in fetching whom it must drop.
 *
 * @param waiting how many people the receiver has not acknowledged
 * @param since when the first of them was in the feed
 */
public record OverdueRecall(ExportId export, String receiver, int waiting, Instant since) {}
