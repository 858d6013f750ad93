package nl.voorkeur.exporting;

import java.time.Instant;
import java.util.Optional;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.ExportId;

/**
 * A list that is made again and again, in the way of one that was asked for before.
 *
 * @param actor in whose name it is made, and who may fetch it
 * @param refused why it was not made the last time, as codes
 */
public record SavedList(
    long id,
    ControllerId controller,
    String name,
    ExportId like,
    Rhythm rhythm,
    String actor,
    Optional<Instant> nextAt,
    Optional<String> refused) {

  /** How often it is made by itself. Equal to the SQL type {@code list_rhythm}. */
  public enum Rhythm {
    NEVER,
    DAILY,
    WEEKLY,
    MONTHLY
  }
}
