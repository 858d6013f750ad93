package nl.voorkeur.platform.security;

/** The roles of staff and of API tokens, as the container knows them. */
public final class Role {
  public static final String MARKETING = "MARKETING";
  public static final String PRIVACY_OFFICER = "PRIVACY_OFFICER";
  public static final String ADMINISTRATOR = "ADMINISTRATOR";

  private Role() {}
}
