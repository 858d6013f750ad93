package nl.voorkeur.exporting;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * All that is kept of a scrub.
 *
 * @param denied how many must not be mailed, by the code of the reason
 */
public record ScrubCounts(long entries, long permitted, Map<String, Long> denied) {

  public ScrubCounts {
    denied = Collections.unmodifiableMap(new TreeMap<>(denied));
  }

  @Override
  public String toString() {
    return entries + " entries, " + permitted + " permitted, " + denied;
  }
}
