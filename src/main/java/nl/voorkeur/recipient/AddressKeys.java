package nl.voorkeur.recipient;

import static org.apache.commons.codec.digest.HmacAlgorithms.HMAC_SHA_256;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Mac;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.platform.configuration.Configuration;
import nl.voorkeur.platform.configuration.Setting;
import nl.voorkeur.platform.configuration.Setting.NamedKey;
import org.apache.commons.codec.digest.HmacUtils;

/**
 * The keyed hash of an address: 16 bytes of HMAC-SHA-256 over its {@link
 * EmailAddress#compareKey()}. By it we recognise a mailbox without keeping it readable
 * (suppression, erasure); the key never reaches the database.
 */
@ApplicationScoped
public class AddressKeys {

  /** The length of a keyed hash in bytes. */
  public static final int BYTES = 16;

  private List<Key> keys;

  /** A key, ready to hash: what it does to any address is done once. */
  private record Key(String id, Mac mac) {

    static Key of(NamedKey key) {
      return new Key(key.id(), HmacUtils.getInitializedMac(HMAC_SHA_256, key.bytes()));
    }

    byte[] hash(EmailAddress address) {
      try {
        Mac mine = (Mac) mac.clone();
        byte[] text = address.compareKey().getBytes(StandardCharsets.UTF_8);
        return Arrays.copyOf(mine.doFinal(text), BYTES);
      } catch (CloneNotSupportedException e) {
        throw new IllegalStateException("its HMAC-SHA-256 can be copied", e);
      }
    }
  }

  /** For the container. */
  protected AddressKeys() {}

  @Inject
  public AddressKeys(Configuration configuration) {
    this(configuration.get(Setting.ADDRESS_KEYS));
  }

  public AddressKeys(List<NamedKey> keys) {
    this.keys = keys.stream().map(Key::of).toList();
  }

  /** The keyed hash under the key in use. */
  public byte[] of(EmailAddress address) {
    return keys.get(0).hash(address);
  }

  /**
   * The keyed hash under each former key: what was erased under one can't be hashed anew, so it has
   * to be met under it.
   */
  public List<byte[]> former(EmailAddress address) {
    return keys.stream().skip(1).map(key -> key.hash(address)).toList();
  }

  /** The id of the key in use. */
  public String currentId() {
    return keys.get(0).id();
  }
}
