package nl.voorkeur.staff;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * One try to sign in elsewhere: what ties the answer to the browser that asked (state), the token
 * to this try (nonce), and the code to who asked for it (verifier, RFC 7636).
 */
public record OpenIdTry(String state, String nonce, String verifier) {

  private static final int BYTES = 32;

  public static OpenIdTry begin() {
    return new OpenIdTry(random(), random(), random());
  }

  private static String random() {
    byte[] bits = new byte[BYTES];
    new SecureRandom().nextBytes(bits);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
  }

  String challenge() {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(
              MessageDigest.getInstance("SHA-256")
                  .digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
