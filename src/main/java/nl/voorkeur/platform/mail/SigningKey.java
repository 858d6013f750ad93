package nl.voorkeur.platform.mail;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;

/**
 * A key that signs mail, under the name at which its public half is found in DNS (RFC 6376 s. 3.1).
 */
public record SigningKey(String selector, Algorithm algorithm, PrivateKey key) {

  /** How a signature is made (RFC 6376 s. 3.3, RFC 8463 s. 3). */
  public enum Algorithm {
    RSA("rsa-sha256", "SHA256withRSA", "RSA"),
    ED25519("ed25519-sha256", "Ed25519", "Ed25519");

    private final String tag;
    private final String signature;
    private final String keys;

    Algorithm(String tag, String signature, String keys) {
      this.tag = tag;
      this.signature = signature;
      this.keys = keys;
    }

    String tag() {
      return tag;
    }

    String signature() {
      return signature;
    }

    /** The name of its keys for Java. */
    public String keys() {
      return keys;
    }

    /** The {@code k=} of its record in DNS. */
    public String keyType() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * @param pkcs8 the private key, PKCS#8 DER
   */
  public static SigningKey of(String selector, Algorithm algorithm, byte[] pkcs8) {
    try {
      PrivateKey key =
          KeyFactory.getInstance(algorithm.keys()).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      return new SigningKey(selector, algorithm, key);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("a signing key is PKCS#8 DER of its algorithm", e);
    }
  }

  /** Names the key, never shows it. */
  @Override
  public String toString() {
    return selector + " " + algorithm;
  }
}
