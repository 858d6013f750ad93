package nl.voorkeur.importing;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.ImportBatchId;
import nl.voorkeur.kernel.TopicId;

/**
 * The import of one file.
 *
 * @param records how many records the file has, as far as it has been read
 * @param done how many of them are imported
 * @param counts records by outcome; their sum is the number of records
 * @param refusals refused records by reason: a {@link Refusal} or an address fault
 */
public record ImportBatch(
    ImportBatchId id,
    ControllerId controller,
    String fileName,
    long fileSize,
    Encoding encoding,
    Optional<ImportKind> kind,
    List<TopicId> topics,
    Optional<Layout> layout,
    boolean obtainedAtSale,
    ImportState state,
    Optional<ImportFailure> failure,
    Optional<Integer> failureLine,
    int records,
    int done,
    String actor,
    Instant createdAt,
    Optional<Instant> finishedAt,
    Map<Outcome, Integer> counts,
    Map<String, Integer> refusals) {

  /** Records with this outcome. */
  public int count(Outcome outcome) {
    return counts.getOrDefault(outcome, 0);
  }
}
