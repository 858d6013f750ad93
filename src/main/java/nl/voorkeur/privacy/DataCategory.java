package nl.voorkeur.privacy;

/** Kinds of personal data (GDPR art. 14(1)(d); requirement S5a). */
public enum DataCategory {
  ADDRESS,
  NAME,
  LANGUAGE,
  CHOICES,
  CONTACT_DETAILS,
  ORGANISATION,
  RELATION,
  DELIVERY,
  ENGAGEMENT,
  ANSWERS,
  CORRESPONDENCE,
  TECHNICAL
}
