package nl.voorkeur.kernel;

/**
 * Why a recipient may be mailed (GDPR art. 6(1) with Telecommunicatiewet art. 11.7; requirement
 * S7).
 */
public enum LegalBasis {
  CONSENT,
  /** The customer exception of art. 11.7(3) Tw, with its four facts (requirement T3). */
  SOFT_OPT_IN,
  CONTRACT,
  LEGAL_OBLIGATION,
  /** Recorded where somebody claims it, and never enough to mail (Tw art. 11.7). */
  LEGITIMATE_INTEREST
}
