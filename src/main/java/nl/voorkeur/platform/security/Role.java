package nl.voorkeur.platform.security;

/** The roles of staff and of API tokens, as the container knows them. */
public final class Role {
  public static final String MARKETING = "MARKETING";
  public static final String PRIVACY_OFFICER = "PRIVACY_OFFICER";
  public static final String ADMINISTRATOR = "ADMINISTRATOR";

  /** May read the metrics, and that alone; nobody of staff has it. */
  public static final String METRICS = "METRICS";

  private Role() {}
}
