package nl.voorkeur.recipient;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.platform.configuration.Configuration;
import nl.voorkeur.platform.configuration.Setting;
import nl.voorkeur.platform.configuration.Setting.NamedKey;

/**
 * The keyed hash of an address: 16 bytes of HMAC-SHA-256 over its {@link
 * EmailAddress#compareKey()}. By it we recognise a mailbox without keeping it readable
 * (suppression, erasure); the key never reaches the database.
 */
@ApplicationScoped
public class AddressKeys {

  /** The length of a keyed hash in bytes. */
  public static final int BYTES = 16;

  private List<NamedKey> keys;

  /** For the container. */
  protected AddressKeys() {}

  @Inject
  public AddressKeys(Configuration configuration) {
    this(configuration.get(Setting.ADDRESS_KEYS));
  }

  public AddressKeys(List<NamedKey> keys) {
    this.keys = List.copyOf(keys);
  }

  /** The keyed hash under the key in use. */
  public byte[] of(EmailAddress address) {
    return hash(keys.get(0), address);
  }

  /**
   * The keyed hash under each former key: what was erased under one can't be hashed anew, so it has
   * to be met under it.
   */
  public List<byte[]> former(EmailAddress address) {
    return keys.stream().skip(1).map(key -> hash(key, address)).toList();
  }

  private static byte[] hash(NamedKey key, EmailAddress address) {
    try {
      Mac hmac = Mac.getInstance("HmacSHA256");
      hmac.init(new SecretKeySpec(key.bytes(), "HmacSHA256"));
      return Arrays.copyOf(
          hmac.doFinal(address.compareKey().getBytes(StandardCharsets.UTF_8)), BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC-SHA-256", e);
    }
  }

  /** The id of the key in use. */
  public String currentId() {
    return keys.get(0).id();
  }
}
