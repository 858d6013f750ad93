package nl.voorkeur.exporting;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.Denial;
import nl.voorkeur.kernel.ExportId;
import nl.voorkeur.kernel.OfController;

/**
 * What an export is and holds (requirement V3).
 *
 * @param receiver the name of who gets it
 * @param actor who asked for it, and alone may fetch it
 * @param decidedBy the second person, where one is asked for
 * @param ruleVersion the checksum of the permission rule by which it was made
 * @param expiresAt until when the file may be used; until then, too, it may be fetched
 * @param contents what was in the file, once it was handed over
 * @param excluded who is known for the topics and may not be mailed, by reason
 * @param leftOut who may be mailed and is not in the file all the same
 * @param recall its recall feed, as soon as there is one
 */
public record Manifest(
    ExportId id,
    ControllerId controller,
    ExportRequest request,
    String receiver,
    ExportState state,
    String actor,
    Optional<String> decidedBy,
    String ruleVersion,
    Instant createdAt,
    Instant expiresAt,
    Optional<Contents> contents,
    Map<Denial, Long> excluded,
    Map<LeftOut, Long> leftOut,
    Optional<Recall> recall)
    implements OfController {

  /**
   * What was in a file.
   *
   * @param madeAt the moment at which its people were permitted
   * @param sha256 of its bytes, in lower-case hex
   */
  public record Contents(Instant madeAt, long rows, long bytes, String sha256) {}

  /**
   * The recall feed of a file that left, or may have left in part.
   *
   * @param entries how many people have to be dropped from it until now
   * @param until when the feed ends
   * @param destroyedAt when the receiver said that the file is gone, which ends it too
   */
  public record Recall(int entries, Instant until, Optional<Instant> destroyedAt) {}

  public Manifest {
    excluded = ordered(Denial.class, excluded);
    leftOut = ordered(LeftOut.class, leftOut);
  }

  private static <K extends Enum<K>> Map<K, Long> ordered(Class<K> type, Map<K, Long> counts) {
    Map<K, Long> ordered = new EnumMap<>(type);
    ordered.putAll(counts);
    return Collections.unmodifiableMap(ordered);
  }

  public boolean isExpired(Instant now) {
    return !expiresAt.isAfter(now);
  }

  public long excludedInAll() {
    return excluded.values().stream().mapToLong(Long::longValue).sum();
  }

  public long leftOutInAll() {
    return leftOut.values().stream().mapToLong(Long::longValue).sum();
  }
}
