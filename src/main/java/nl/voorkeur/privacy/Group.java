package nl.voorkeur.privacy;

/** Whose data a controller has (requirements S4a to S4e). */
public enum Group {
  VISITORS,
  REGISTRANTS,
  CLIENTS,
  RECIPIENTS,
  CONTACTS
}
