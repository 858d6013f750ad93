package nl.voorkeur.privacy;

/**
 * The ground for a purpose (GDPR art. 6(1); requirements S7a to S7d). A legitimate interest alone
 * does not allow mailing people news or offers: the Dutch Telecommunicatiewet art. 11.7 asks for
 * consent or for a customer, so {@code CUSTOMER} is a ground of its own.
 */
public enum Ground {
  /** The purpose is not pursued at all. */
  NOT_DONE,
  CONSENT,
  CONTRACT,
  LEGAL_OBLIGATION,
  INTEREST,
  CUSTOMER;

  /** Whether it rests on art. 6(1)(f), so that the interest has to be named (art. 13(1)(d)). */
  boolean isInterest() {
    return this == INTEREST || this == CUSTOMER;
  }
}
