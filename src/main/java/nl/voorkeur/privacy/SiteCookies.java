package nl.voorkeur.privacy;

/**
 * What the controller's own website does with cookies; the portal's are known (requirement S14).
 */
public enum SiteCookies {
  NONE,
  OWN_PAGE
}
