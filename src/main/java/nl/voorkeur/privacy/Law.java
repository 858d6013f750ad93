package nl.voorkeur.privacy;

/** Rules that a controller may be under, besides each other (requirement S3). */
public enum Law {
  GDPR,
  TELECOM_NL,
  UWG_DE,
  CPCE_FR
}
