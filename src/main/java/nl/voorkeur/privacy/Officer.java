package nl.voorkeur.privacy;

/** Whether there is a data protection officer (GDPR art. 37). */
public enum Officer {
  APPOINTED,
  NOT_REQUIRED
}
