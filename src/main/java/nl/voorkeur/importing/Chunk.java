package nl.voorkeur.importing;

import java.util.Map;
import nl.voorkeur.kernel.ImportBatchId;

/** Records of a batch, from one number to another. */
record Chunk(long batch, int from, int to) {
  Chunk(ImportBatchId batch, int from, int to) {
    this(batch.value(), from, to);
  }

  /** Its values by the names that the statements give them. */
  Map<String, Object> places() {
    return Map.of("batch", batch, "from", from, "to", to);
  }
}
