package nl.voorkeur.exporting;

import java.util.Optional;
import java.util.Set;

/**
 * The answer to an export asked for.
 *
 * @param manifest of the export that was announced
 * @param refusals why there is none
 */
public record Announcement(Optional<Manifest> manifest, Set<ExportRefusal> refusals) {

  public Announcement {
    refusals = Set.copyOf(refusals);
    if (manifest.isPresent() != refusals.isEmpty()) {
      throw new IllegalArgumentException("an export is announced, or refused with a reason");
    }
  }

  static Announcement of(Manifest manifest) {
    return new Announcement(Optional.of(manifest), Set.of());
  }

  static Announcement refused(Set<ExportRefusal> refusals) {
    return new Announcement(Optional.empty(), refusals);
  }
}
