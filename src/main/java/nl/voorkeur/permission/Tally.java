package nl.voorkeur.permission;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import nl.voorkeur.kernel.Denial;

/** How many recipients known for a topic may be mailed, and how many may not by reason. */
public record Tally(long permitted, Map<Denial, Long> denied) {

  public Tally {
    Map<Denial, Long> ordered = new EnumMap<>(Denial.class);
    ordered.putAll(denied);
    denied = Collections.unmodifiableMap(ordered);
  }

  public long deniedInAll() {
    return denied.values().stream().mapToLong(Long::longValue).sum();
  }

  public long known() {
    return permitted + deniedInAll();
  }
}
