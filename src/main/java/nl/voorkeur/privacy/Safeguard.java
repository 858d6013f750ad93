package nl.voorkeur.privacy;

/** What makes a transfer outside the EEA lawful (GDPR art. 45, 46, 47 and 49; requirement S10a). */
public enum Safeguard {
  ADEQUACY,
  CLAUSES,
  RULES,
  DEROGATION
}
