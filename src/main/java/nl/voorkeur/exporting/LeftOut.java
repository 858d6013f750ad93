package nl.voorkeur.exporting;

/** Why somebody who may be mailed is not on a list. */
public enum LeftOut {
  /** The filter asks for others. */
  NOT_SELECTED,
  /** The filter profiles, and they objected to that. */
  NO_PROFILING
}
