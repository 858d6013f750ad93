package nl.voorkeur.exporting;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.Denial;
import nl.voorkeur.kernel.ExportId;

/**
 * What an export is and holds (requirement V3).
 *
 * @param ruleVersion the checksum of the permission rule by which it was made
 * @param expiresAt until when the file may be used; until then, too, it may be fetched
 * @param contents what was in the file, once it was handed over
 * @param excluded who is known for the topic and not in the file, by reason
 */
public record Manifest(
    ExportId id,
    ControllerId controller,
    ExportRequest request,
    ExportState state,
    String actor,
    String ruleVersion,
    Instant createdAt,
    Instant expiresAt,
    Optional<Contents> contents,
    Map<Denial, Long> excluded) {

  /**
   * What was in a file.
   *
   * @param madeAt the moment at which its people were permitted
   * @param sha256 of its bytes, in lower-case hex
   */
  public record Contents(Instant madeAt, long rows, long bytes, String sha256) {}

  public Manifest {
    Map<Denial, Long> ordered = new EnumMap<>(Denial.class);
    ordered.putAll(excluded);
    excluded = Collections.unmodifiableMap(ordered);
  }

  public boolean isExpired(Instant now) {
    return !expiresAt.isAfter(now);
  }

  public long excludedInAll() {
    return excluded.values().stream().mapToLong(Long::longValue).sum();
  }
}
