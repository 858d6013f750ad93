package nl.voorkeur.exporting;

import java.util.Map;
import nl.voorkeur.kernel.Denial;

/** Whom a list would hold if it were made now, and whom not. */
public record Preview(long permitted, Map<Denial, Long> excluded, Map<LeftOut, Long> leftOut) {

  public Preview {
    excluded = Map.copyOf(excluded);
    leftOut = Map.copyOf(leftOut);
  }

  public long known() {
    return permitted + excludedInAll() + leftOutInAll();
  }

  public long excludedInAll() {
    return excluded.values().stream().mapToLong(Long::longValue).sum();
  }

  public long leftOutInAll() {
    return leftOut.values().stream().mapToLong(Long::longValue).sum();
  }
}
