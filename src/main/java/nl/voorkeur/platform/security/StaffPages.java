package nl.voorkeur.platform.security;

/** Where the gate sends people. */
public final class StaffPages {

  public static final String HOME = "/staff/";
  public static final String SIGN_IN = "/staff/sign-in";
  public static final String PASSWORD = "/staff/password";

  /** Where the code of the second factor is asked for. */
  public static final String SECOND = "/staff/second";

  /** Where one's own second factor is set up. */
  public static final String SECOND_FACTOR = "/staff/second-factor";

  /** The parameter that holds the slug of the controller that a page is about. */
  public static final String DESK = "c";

  private StaffPages() {}

  /** Whether a path belongs to the staff pages. */
  public static boolean includes(String path) {
    return path.equals("/staff") || path.startsWith(HOME);
  }

  /** The two steps of signing in, which have no scripts. */
  public static boolean isEntrance(String path) {
    return isSignIn(path) || is(SECOND, path);
  }

  /** The one staff page that strangers see. */
  public static boolean isSignIn(String path) {
    return path.equals(SIGN_IN) || path.equals(SIGN_IN + ".xhtml");
  }

  /** Whether a path is that of a page, with or without its extension. */
  static boolean is(String page, String path) {
    return path.equals(page) || path.equals(page + ".xhtml");
  }
}
