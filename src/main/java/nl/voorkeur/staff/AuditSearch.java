package nl.voorkeur.staff;

import java.time.Instant;
import java.util.Optional;

/**
 * Which entries of the trail are wanted; what is absent does not narrow.
 *
 * @param subject a kind such as {@code topic}, or one thing such as {@code topic 12}
 * @param from the first moment
 * @param until the first moment no longer wanted
 */
public record AuditSearch(
    Optional<String> actor,
    Optional<String> act,
    Optional<String> subject,
    Optional<Instant> from,
    Optional<Instant> until) {

  /** Everything. */
  public static final AuditSearch ALL =
      new AuditSearch(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  public AuditSearch by(String someone) {
    return new AuditSearch(Optional.of(someone), act, subject, from, until);
  }

  public AuditSearch doing(String something) {
    return new AuditSearch(actor, Optional.of(something), subject, from, until);
  }

  public AuditSearch about(String something) {
    return new AuditSearch(actor, act, Optional.of(something), from, until);
  }

  public AuditSearch during(Optional<Instant> first, Optional<Instant> end) {
    return new AuditSearch(actor, act, subject, first, end);
  }
}
