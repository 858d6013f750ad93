package nl.voorkeur.privacy;

/** What a processor is to a controller (requirements S8b to S8d, S15). */
public enum ProcessorCategory {
  PORTAL,
  HOSTING,
  SOFTWARE,
  SUPPORT,
  MAILING,
  SURVEYS,
  ANALYTICS,
  ADVERTISING
}
