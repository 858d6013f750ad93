package nl.voorkeur.recipient;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One thing that is held about a person.
 *
 * @param at when it came about
 * @param facts what is held, by the word of the bundle that names it ({@code fact.X}), in order
 */
public record PersonalRecord(Optional<Instant> at, Map<String, String> facts) {

  public PersonalRecord {
    facts = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(facts));
  }
}
