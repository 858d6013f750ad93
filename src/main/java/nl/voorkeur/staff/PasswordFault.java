package nl.voorkeur.staff;

import java.util.Locale;
import java.util.Optional;

/** Why a password can't be chosen. Bundle keys: {@code password.X} of {@code Staff}. */
public enum PasswordFault {
  TOO_SHORT,
  TOO_LONG,
  TOO_SIMPLE,
  SAME_AS_BEFORE,
  CURRENT_WRONG;

  private static final int SHORTEST = 12;
  private static final int LONGEST = 200;
  private static final int FEWEST_DIFFERENT = 5;

  /**
   * Length counts, mixtures of characters don't (ASVS 6.2.1 to 6.2.5); the own name, or a few
   * characters over and over, is no password.
   */
  static Optional<PasswordFault> in(String password, String operatorName) {
    if (password.codePointCount(0, password.length()) < SHORTEST) {
      return Optional.of(TOO_SHORT);
    }
    if (password.length() > LONGEST) {
      return Optional.of(TOO_LONG);
    }
    String lower = password.toLowerCase(Locale.ROOT);
    boolean ownName = operatorName.length() > 3 && lower.replace(operatorName, "").length() < 6;
    if (ownName || lower.chars().distinct().count() < FEWEST_DIFFERENT) {
      return Optional.of(TOO_SIMPLE);
    }
    return Optional.empty();
  }
}
