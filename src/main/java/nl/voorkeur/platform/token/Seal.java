package nl.voorkeur.platform.token;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import nl.voorkeur.platform.configuration.Configuration;
import nl.voorkeur.platform.configuration.Setting;
import nl.voorkeur.platform.configuration.Setting.NamedKey;

/**
 * Encrypts secrets that have to lie in the database: AES-256-GCM under a key of the configuration,
 * bound to what the secret is for, so that one can't be put in another's place.
 */
@ApplicationScoped
public class Seal {

  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;
  private static final int KEY_BYTES = 32;

  private final SecureRandom random = new SecureRandom();
  private List<NamedKey> keys;

  /** For the container. */
  protected Seal() {}

  @Inject
  public Seal(Configuration configuration) {
    this.keys = configuration.find(Setting.SECRET_KEYS).orElse(List.of());
  }

  /**
   * A secret that only this installation can read.
   *
   * @param keyId which key opens it
   */
  public record Sealed(String keyId, byte[] bytes) {
    public Sealed {
      bytes = bytes.clone();
    }

    @Override
    public byte[] bytes() {
      return bytes.clone();
    }
  }

  /** Whether there is a key to seal with. */
  public boolean isPossible() {
    return !keys.isEmpty();
  }

  /**
   * @param purpose what it is for; the same must be said to open it
   */
  public Sealed seal(byte[] secret, String purpose) {
    NamedKey key = keys.get(0);
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    byte[] encrypted = run(Cipher.ENCRYPT_MODE, key, nonce, secret, purpose);
    byte[] whole = Arrays.copyOf(nonce, NONCE + encrypted.length);
    System.arraycopy(encrypted, 0, whole, NONCE, encrypted.length);
    return new Sealed(key.id(), whole);
  }

  /** The secret; nothing when its key is no longer configured. */
  public Optional<byte[]> open(Sealed sealed, String purpose) {
    byte[] whole = sealed.bytes();
    return keys.stream()
        .filter(key -> key.id().equals(sealed.keyId()))
        .findFirst()
        .map(
            key ->
                run(
                    Cipher.DECRYPT_MODE,
                    key,
                    Arrays.copyOf(whole, NONCE),
                    Arrays.copyOfRange(whole, NONCE, whole.length),
                    purpose));
  }

  private static byte[] run(int mode, NamedKey key, byte[] nonce, byte[] text, String purpose) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      SecretKeySpec aes = new SecretKeySpec(Arrays.copyOf(key.bytes(), KEY_BYTES), "AES");
      cipher.init(mode, aes, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(purpose.getBytes(StandardCharsets.UTF_8));
      return cipher.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a sealed secret was changed, or is another's", e);
    }
  }
}
