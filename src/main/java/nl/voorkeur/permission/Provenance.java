package nl.voorkeur.permission;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import nl.voorkeur.kernel.StatementId;
import nl.voorkeur.kernel.WordingId;

/**
 * Where an entry comes from: what proves it later (GDPR art. 7(1); requirement 2.15).
 *
 * @param actor {@code recipient}, {@code staff:<id>}, {@code token:<id>}, {@code import:<id>} or
 *     {@code system}; never an address
 * @param wording the exact text that the person saw, where there was one
 * @param statement the privacy statement that was in force
 * @param form the form and its version, such as {@code sign-up/1}
 * @param confirmedAt when the person confirmed a consent, where that was not here and now
 * @param trace what the person's browser told, where the setting keeps it
 * @param evidence further facts by name, such as {@code mailing} or {@code reason}
 */
public record Provenance(
    Route route,
    String actor,
    Optional<WordingId> wording,
    Optional<StatementId> statement,
    Optional<String> form,
    Optional<Instant> confirmedAt,
    Trace trace,
    Map<String, String> evidence) {

  /** The actor of everything that a person does for themselves. */
  public static final String RECIPIENT = "recipient";

  public Provenance {
    evidence = Map.copyOf(evidence);
  }

  public static Provenance byRecipient(Route route) {
    return by(route, RECIPIENT);
  }

  /**
   * What a person says from a mail.
   *
   * @param mailing the number of the mailing; 0 for none
   */
  public static Provenance byRecipient(Route route, long mailing) {
    Provenance provenance = byRecipient(route);
    return mailing == 0 ? provenance : provenance.with(Map.of("mailing", Long.toString(mailing)));
  }

  public static Provenance by(Route route, String actor) {
    return new Provenance(
        route,
        actor,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Trace.NONE,
        Map.of());
  }

  public Provenance with(WordingId shown) {
    return new Provenance(
        route, actor, Optional.of(shown), statement, form, confirmedAt, trace, evidence);
  }

  public Provenance with(Map<String, String> facts) {
    return new Provenance(route, actor, wording, statement, form, confirmedAt, trace, facts);
  }

  public Provenance with(Trace seen) {
    return new Provenance(route, actor, wording, statement, form, confirmedAt, seen, evidence);
  }

  /** On this form, with this privacy statement in force. */
  public Provenance on(String shownForm, Optional<StatementId> inForce) {
    return new Provenance(
        route, actor, wording, inForce, Optional.of(shownForm), confirmedAt, trace, evidence);
  }

  public Provenance confirmed(Instant at) {
    return new Provenance(route, actor, wording, statement, form, Optional.of(at), trace, evidence);
  }
}
