package nl.voorkeur.platform.security;

/** Where the gate sends people. */
public final class StaffPages {

  public static final String HOME = "/staff/";
  public static final String SIGN_IN = "/staff/sign-in";
  public static final String PASSWORD = "/staff/password";

  /** The parameter that holds the slug of the controller that a page is about. */
  public static final String DESK = "c";

  private StaffPages() {}

  /** Whether a path belongs to the staff pages. */
  public static boolean includes(String path) {
    return path.equals("/staff") || path.startsWith(HOME);
  }

  /** The one staff page that strangers see. */
  public static boolean isSignIn(String path) {
    return path.equals(SIGN_IN) || path.equals(SIGN_IN + ".xhtml");
  }

  static boolean isPassword(String path) {
    return path.equals(PASSWORD) || path.equals(PASSWORD + ".xhtml");
  }
}
