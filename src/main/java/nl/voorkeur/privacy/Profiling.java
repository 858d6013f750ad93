package nl.voorkeur.privacy;

/** Whether data lead to profiles or decisions without a person (GDPR art. 13(2)(f), 22). */
public enum Profiling {
  NONE,
  SEGMENTS,
  AUTOMATED
}
