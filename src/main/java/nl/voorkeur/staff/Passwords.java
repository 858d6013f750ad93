package nl.voorkeur.staff;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.identitystore.Pbkdf2PasswordHash;
import java.security.SecureRandom;
import java.util.Map;

/**
 * Hashes passwords with PBKDF2 and HMAC-SHA-512, in 210,000 rounds (ASVS 11.4.2, OWASP's figure),
 * and makes up those that are handed out.
 */
@ApplicationScoped
public class Passwords {

  private static final Map<String, String> COST =
      Map.of(
          "Pbkdf2PasswordHash.Algorithm", "PBKDF2WithHmacSHA512",
          "Pbkdf2PasswordHash.Iterations", "210000",
          "Pbkdf2PasswordHash.SaltSizeBytes", "32",
          "Pbkdf2PasswordHash.KeySizeBytes", "64");

  /** No 0, O, 1, l or I, as people copy these by hand. */
  private static final String LETTERS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

  private Pbkdf2PasswordHash hash;
  private final SecureRandom random = new SecureRandom();
  private String nobodys;

  /** For the container. */
  protected Passwords() {}

  @Inject
  public Passwords(Pbkdf2PasswordHash hash) {
    this.hash = hash;
    hash.initialize(COST);
    this.nobodys = hash(madeUp());
  }

  String hash(String password) {
    return hash.generate(password.toCharArray());
  }

  boolean matches(String password, String stored) {
    return hash.verify(password.toCharArray(), stored);
  }

  /** Takes as long as {@link #matches}, for a name that nobody has (ASVS 6.3.8). */
  void matchNobody(String password) {
    hash.verify(password.toCharArray(), nobodys);
  }

  /** Twenty letters and digits in four groups, about 116 bits. */
  String madeUp() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      text.append(i > 0 && i % 5 == 0 ? "-" : "");
      text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return text.toString();
  }
}
