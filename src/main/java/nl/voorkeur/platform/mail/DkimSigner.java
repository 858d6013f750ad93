package nl.voorkeur.platform.mail;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import nl.voorkeur.platform.configuration.Configuration;
import nl.voorkeur.platform.configuration.Setting;
import nl.voorkeur.platform.mail.SigningKey.Algorithm;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Signs finished messages with DKIM: rsa-sha256 and ed25519-sha256, relaxed/relaxed, without {@code
 * l=} (RFC 6376, RFC 8301, RFC 8463; requirements D1, D2, U7). Works on the very bytes that leave,
 * so that nothing is folded or encoded after it, and names some fields once more than they occur,
 * so that none can be added.
 *
 * <p>Without a key, which only development allows, messages stay unsigned.
 */
@ApplicationScoped
public class DkimSigner {

  private static final List<Covered> SIGNED =
      List.of(
          new Covered("From", true),
          new Covered("To", true),
          new Covered("Cc", false),
          new Covered("Reply-To", true),
          new Covered("Subject", true),
          new Covered("Date", true),
          new Covered("Message-ID", false),
          new Covered("MIME-Version", false),
          new Covered("Content-Type", false),
          new Covered("Content-Transfer-Encoding", false),
          new Covered("Auto-Submitted", false),
          new Covered("Feedback-ID", false),
          new Covered("CFBL-Address", false),
          new Covered("CFBL-Feedback-ID", false),
          new Covered("List-Id", false),
          new Covered("List-Help", false),
          new Covered("List-Owner", false),
          new Covered("List-Post", false),
          new Covered("List-Subscribe", false),
          new Covered("List-Archive", false),
          new Covered("List-Unsubscribe", true),
          new Covered("List-Unsubscribe-Post", true));

  private static final int LINE = 76;

  /**
   * A field that the signature covers.
   *
   * @param onceMore whether it is named once more than it occurs, so that none can be added
   */
  private record Covered(String name, byte[] begin, boolean onceMore) {
    Covered(String name, boolean onceMore) {
      this(name, Signatures.octets(name.toLowerCase(Locale.ROOT) + ":"), onceMore);
    }
  }

  private List<SigningKey> usual;
  private Signatures signatures;
  private Clock clock;

  /** For the container. */
  protected DkimSigner() {}

  @Inject
  public DkimSigner(Configuration configuration, Clock clock) {
    this.signatures = new Signatures(configuration.get(Setting.CRYPTO_NATIVE));
    this.usual =
        Stream.of(
                configuration
                    .find(Setting.DKIM_KEY)
                    .map(key -> SigningKey.of(key.id(), Algorithm.RSA, key.bytes())),
                configuration
                    .find(Setting.DKIM_ED25519_KEY)
                    .map(key -> SigningKey.of(key.id(), Algorithm.ED25519, key.bytes())))
            .flatMap(Optional::stream)
            .map(signatures::adopt)
            .toList();
    this.clock = clock;
  }

  /** The installation's own keys, for controllers without keys of theirs; may be none. */
  public List<SigningKey> usualKeys() {
    return usual;
  }

  /** A key in the form in which it signs fastest. */
  public SigningKey adopt(SigningKey key) {
    return signatures.adopt(key);
  }

  /** Signs with the installation's own keys. */
  public byte[] sign(byte[] header, byte[] body, String domain) {
    return sign(header, body, domain, usual);
  }

  /**
   * The message with a signature by each key in front.
   *
   * @param header up to and with the empty line
   * @param domain the sender's domain, so that DMARC aligns (requirement D4)
   */
  public byte[] sign(byte[] header, byte[] body, String domain, List<SigningKey> keys) {
    List<byte[]> parts = new ArrayList<>(keys.size() + 2);
    if (!keys.isEmpty()) {
      Covering covering = covering(DkimCanonical.of(header));
      String bodyHash =
          Base64.getEncoder().encodeToString(DigestUtils.sha256(DkimCanonical.relaxedBody(body)));
      for (SigningKey key : keys) {
        parts.add(signature(key, covering, bodyHash, domain));
      }
    }
    parts.add(header);
    parts.add(body);
    return together(parts);
  }

  private static byte[] together(List<byte[]> parts) {
    ByteBuffer whole = ByteBuffer.allocate(parts.stream().mapToInt(part -> part.length).sum());
    parts.forEach(whole::put);
    return whole.array();
  }

  /** The fields that are signed: their text, and their names as they stand in {@code h=}. */
  private record Covering(byte[] fields, String names) {}

  private static Covering covering(DkimCanonical header) {
    ByteArrayOutputStream fields = new ByteArrayOutputStream(2048);
    StringBuilder names = new StringBuilder(512).append(" h=");
    for (Covered covered : SIGNED) {
      int times = header.write(covered.begin(), fields) + (covered.onceMore() ? 1 : 0);
      for (int i = 0; i < times; i++) {
        name(names, covered.name());
      }
    }
    return new Covering(fields.toByteArray(), names.toString());
  }

  private static void name(StringBuilder names, String name) {
    if (names.charAt(names.length() - 1) != '=') {
      names.append(':');
    }
    int column = names.length() - names.lastIndexOf("\n") - 1;
    if (column + name.length() + ":".length() > LINE) {
      names.append("\r\n ");
    }
    names.append(name);
  }

  private byte[] signature(SigningKey key, Covering covering, String bodyHash, String domain) {
    byte[] unsigned = Signatures.octets(field(key, domain, covering.names(), bodyHash));
    byte[] text = together(List.of(covering.fields(), DkimCanonical.relaxed(unsigned)));
    String value = Base64.getEncoder().encodeToString(signatures.sign(key, text));
    return together(List.of(unsigned, Signatures.octets(folded(value))));
  }

  /** The field up to and including {@code b=}, folded as it will leave. */
  private String field(SigningKey key, String domain, String names, String bodyHash) {
    return "DKIM-Signature: v=1; a="
        + key.algorithm().tag()
        + "; c=relaxed/relaxed;\r\n d="
        + domain
        + ";\r\n s="
        + key.selector()
        + ";\r\n t="
        + clock.instant().getEpochSecond()
        + ";\r\n"
        + names
        + ";\r\n bh="
        + bodyHash
        + ";\r\n b=";
  }

  private static String folded(String base64) {
    StringBuilder lines = new StringBuilder();
    for (int from = 0; from < base64.length(); from += LINE - 3) {
      lines.append(from == 0 ? "" : "\r\n ");
      lines.append(base64, from, Math.min(base64.length(), from + LINE - 3));
    }
    return lines.append("\r\n").toString();
  }
}
