package nl.voorkeur.privacy;

/** What is done for security (GDPR art. 32; requirements S2 and S12). */
public enum Measure {
  ACCESS_BY_ROLE,
  ACCESS_LOGGED,
  ENCRYPTED_TRANSPORT,
  ENCRYPTED_STORAGE,
  HASHED_SUPPRESSION,
  BACKUPS,
  TESTED,
  TRAINED
}
