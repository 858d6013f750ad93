package nl.voorkeur.importing;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.ImportBatchId;
import nl.voorkeur.kernel.OfController;
import nl.voorkeur.kernel.TopicId;

/**
 * The import of one file.
 *
 * @param startsAfterCheck whether it goes on by itself once it has been read
 * @param records how many records the file has, as far as it has been read
 * @param done how many of them are imported
 * @param counts records by outcome; their sum is the number of records
 * @param refusals refused records by reason: a {@link Refusal} or an address fault
 * @param unproven records that give no permission, by reason
 */
public record ImportBatch(
    ImportBatchId id,
    ControllerId controller,
    String fileName,
    long fileSize,
    Encoding encoding,
    Optional<Sheet> sheet,
    Optional<ImportKind> kind,
    List<TopicId> topics,
    Optional<Layout> layout,
    Ground ground,
    boolean startsAfterCheck,
    ImportState state,
    Optional<ImportFailure> failure,
    Optional<Integer> failureLine,
    int records,
    int done,
    String actor,
    Instant createdAt,
    Optional<Instant> finishedAt,
    Undo undo,
    Optional<Notice> notice,
    Map<Outcome, Integer> counts,
    Map<String, Integer> refusals,
    Map<String, Integer> unproven)
    implements OfController {

  /**
   * The sheet of a workbook that was read.
   *
   * @param others how many other sheets there are, which nobody reads
   */
  public record Sheet(String name, int others) {}

  /**
   * How far its undo is.
   *
   * @param done how many records it has looked at
   * @param takenBack how many permissions it took back
   */
  public record Undo(int done, int takenBack, Optional<String> by, Optional<Instant> finishedAt) {}

  /** By when the people must have been told where their data came from (GDPR art. 14(3)). */
  public record Notice(
      LocalDate by, Optional<Instant> doneAt, Optional<String> doneBy, String how) {

    /** Whether somebody still has to do it. */
    public boolean isOpen() {
      return doneAt.isEmpty();
    }

    public boolean isOverdue(LocalDate today) {
      return isOpen() && today.isAfter(by);
    }
  }

  /** Records with this outcome. */
  public int count(Outcome outcome) {
    return counts.getOrDefault(outcome, 0);
  }

  /** Whether it gave permissions that may be taken back, and nobody is at that. */
  public boolean isUndoable() {
    return (state == ImportState.DONE || state == ImportState.STOPPED)
        && done > 0
        && kind.flatMap(ImportKind::basis).isPresent();
  }
}
