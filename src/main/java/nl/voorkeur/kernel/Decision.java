package nl.voorkeur.kernel;

import java.util.function.Function;

/** The answer to "may this recipient get mail on this topic now?", always with its reason. */
public sealed interface Decision {

  /**
   * Mail is allowed.
   *
   * @param basis the legal basis
   * @param proofSeq the number of the ledger entry that proves it
   */
  record Permitted(LegalBasis basis, int proofSeq) implements Decision {}

  /** Mail is not allowed, for exactly one reason. */
  record Denied(Denial reason) implements Decision {}

  default <T> T fold(Function<Permitted, T> permitted, Function<Denied, T> denied) {
    if (this instanceof Permitted yes) {
      return permitted.apply(yes);
    }
    return denied.apply((Denied) this);
  }

  default boolean isPermitted() {
    return this instanceof Permitted;
  }
}
