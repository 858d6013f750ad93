package nl.voorkeur.importing;

import java.util.function.Function;
import nl.voorkeur.kernel.ImportBatchId;

/** What came of an upload. */
public sealed interface Upload {

  record Taken(ImportBatchId id) implements Upload {}

  record Refused(UploadFault fault) implements Upload {}

  default <T> T fold(Function<ImportBatchId, T> taken, Function<UploadFault, T> refused) {
    if (this instanceof Taken here) {
      return taken.apply(here.id());
    }
    return refused.apply(((Refused) this).fault());
  }
}
