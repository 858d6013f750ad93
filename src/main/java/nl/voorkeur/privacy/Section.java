package nl.voorkeur.privacy;

/** The parts of the questionnaire, in the order of the statement. */
public enum Section {
  WHO,
  DATA,
  PURPOSES,
  PROCESSORS,
  SHARING,
  KEEPING,
  PROFILING,
  COOKIES,
  SECURITY,
  CHANGES
}
