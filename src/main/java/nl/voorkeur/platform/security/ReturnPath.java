package nl.voorkeur.platform.security;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The staff page to go back to after signing in. Only a path below {@code /staff/} on this host is
 * one (ASVS 3.7.2): no scheme, no host, no backslash, no step upwards, nothing encoded twice.
 */
public record ReturnPath(String value) {

  private static final Pattern FORM =
      Pattern.compile("/staff/(?:[A-Za-z0-9_-]+/)*(?:[A-Za-z0-9_-]+)?(?:\\?[A-Za-z0-9_.~=&-]*)?");

  private static final int LONGEST = 300;

  public ReturnPath {
    if (!isSafe(value)) {
      throw new IllegalArgumentException("not a path of a staff page");
    }
  }

  /** The path that a text is, when it is a safe one and not the sign-in page itself. */
  public static Optional<ReturnPath> of(String text) {
    return text == null || !isSafe(text) || text.startsWith(StaffPages.SIGN_IN)
        ? Optional.empty()
        : Optional.of(new ReturnPath(text));
  }

  private static boolean isSafe(String text) {
    return text.length() <= LONGEST && FORM.matcher(text).matches();
  }
}
