package nl.voorkeur.platform.token;

import static org.apache.commons.codec.digest.HmacAlgorithms.HMAC_SHA_256;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Mac;
import nl.voorkeur.platform.configuration.Setting.NamedKey;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.codec.digest.HmacUtils;

/**
 * The keys of links, as one use of them has them: the first signs, all verify, so that keys rotate
 * while what was signed before goes on working. A MAC is HMAC-SHA-256, truncated; in front of it
 * stands a tag that tells which key made it.
 */
final class MacKeys {

  private final List<Key> keys;
  private final Use use;

  /**
   * What the keys are used for here.
   *
   * @param tag what the tag of a key is made of, with the key's id
   * @param prefix what each MAC begins with, so that none of another use is ever one of this
   */
  record Use(String tag, String prefix, int tagBytes, int macBytes) {}

  private record Key(byte[] tag, NamedKey secret) {}

  MacKeys(List<NamedKey> keys, Use use) {
    this.use = use;
    this.keys = keys.stream().map(key -> new Key(tag(key), key)).toList();
  }

  private byte[] tag(NamedKey key) {
    return Arrays.copyOf(DigestUtils.sha256(use.tag() + key.id()), use.tagBytes());
  }

  /** The tag of the key that signs. */
  byte[] tag() {
    return keys.get(0).tag().clone();
  }

  /** The MAC of a text that has the {@link #tag()} in it. */
  byte[] mac(byte[] text) {
    return mac(keys.get(0), text);
  }

  /** Whether one of the keys made this MAC of that text. */
  boolean isGenuine(byte[] tag, byte[] text, byte[] mac) {
    return keys.stream()
        .anyMatch(
            key -> Arrays.equals(key.tag(), tag) && MessageDigest.isEqual(mac(key, text), mac));
  }

  private byte[] mac(Key key, byte[] text) {
    Mac hmac = HmacUtils.getInitializedMac(HMAC_SHA_256, key.secret().bytes());
    hmac.update(use.prefix().getBytes(StandardCharsets.US_ASCII));
    return Arrays.copyOf(hmac.doFinal(text), use.macBytes());
  }
}
