package nl.voorkeur.permission;

import java.util.Map;
import java.util.Optional;
import nl.voorkeur.kernel.WordingId;

/**
 * Where an entry comes from: what proves it later (GDPR art. 7(1); requirement 2.15).
 *
 * @param actor {@code recipient}, {@code staff:<id>}, {@code token:<id>}, {@code import:<id>} or
 *     {@code system}; never an address
 * @param wording the exact text that the person saw, where there was one
 * @param evidence further facts by name, such as {@code mailing} or {@code confirmed_at}
 */
public record Provenance(
    Route route, String actor, Optional<WordingId> wording, Map<String, String> evidence) {

  /** The actor of everything that a person does for themselves. */
  public static final String RECIPIENT = "recipient";

  public Provenance {
    evidence = Map.copyOf(evidence);
  }

  public static Provenance byRecipient(Route route) {
    return new Provenance(route, RECIPIENT, Optional.empty(), Map.of());
  }

  public static Provenance by(Route route, String actor) {
    return new Provenance(route, actor, Optional.empty(), Map.of());
  }

  public Provenance with(WordingId shown) {
    return new Provenance(route, actor, Optional.of(shown), evidence);
  }

  public Provenance with(Map<String, String> facts) {
    return new Provenance(route, actor, wording, facts);
  }
}
