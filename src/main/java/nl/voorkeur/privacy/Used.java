package nl.voorkeur.privacy;

/** Whether something is done at all. */
public enum Used {
  NONE,
  SOME
}
