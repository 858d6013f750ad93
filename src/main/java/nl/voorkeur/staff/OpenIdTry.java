package nl.voorkeur.staff;

import java.security.SecureRandom;
import java.util.Base64;
import org.apache.commons.codec.digest.DigestUtils;

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
    return Base64.getUrlEncoder().withoutPadding().encodeToString(DigestUtils.sha256(verifier));
  }
}
