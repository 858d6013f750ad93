package nl.voorkeur.privacy;

/** Whether those who get data keep it outside the EEA, and what makes that lawful. */
public enum Abroad {
  NO,
  ADEQUACY,
  CLAUSES,
  RULES,
  DEROGATION,
  UNSAFE
}
