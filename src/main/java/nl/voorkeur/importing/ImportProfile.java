package nl.voorkeur.importing;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nl.voorkeur.kernel.TopicId;

/**
 * How a controller's files of one sort are read; found again by their headings.
 *
 * @param headings of the file it was saved for
 */
public record ImportProfile(
    long id,
    String name,
    List<String> headings,
    ImportKind kind,
    Layout layout,
    List<TopicId> topics,
    String actor,
    Instant savedAt,
    Optional<Instant> usedAt) {

  public static final int LONGEST_NAME = 80;
}
