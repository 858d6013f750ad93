package nl.voorkeur.privacy;

/** How people hear of a new version (requirement S16). */
public enum Notice {
  BY_MAIL,
  ON_PAGE
}
