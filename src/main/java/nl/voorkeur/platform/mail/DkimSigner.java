package nl.voorkeur.platform.mail;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nl.voorkeur.platform.configuration.Configuration;
import nl.voorkeur.platform.configuration.Setting;
import nl.voorkeur.platform.configuration.Setting.NamedKey;

/**
 * Signs finished messages with DKIM: rsa-sha256, relaxed/relaxed, without {@code l=} (RFC 6376, RFC
 * 8301; requirements D1, D2, U7). Works on the very bytes that leave, so that nothing is folded or
 * encoded after it, and names some fields once more than they occur, so that none can be added.
 *
 * <p>Without a key, which only development allows, messages stay unsigned.
 */
@ApplicationScoped
public class DkimSigner {

  private static final List<String> SIGNED =
      List.of(
          "From",
          "To",
          "Cc",
          "Reply-To",
          "Subject",
          "Date",
          "Message-ID",
          "MIME-Version",
          "Content-Type",
          "Content-Transfer-Encoding",
          "Auto-Submitted",
          "Feedback-ID",
          "List-Id",
          "List-Unsubscribe",
          "List-Unsubscribe-Post");

  private static final Set<String> ONCE_MORE =
      Set.of(
          "From", "To", "Reply-To", "Subject", "Date", "List-Unsubscribe", "List-Unsubscribe-Post");

  private static final int LINE = 76;

  private Optional<String> selector;
  private PrivateKey key;
  private Clock clock;

  /** For the container. */
  protected DkimSigner() {}

  @Inject
  public DkimSigner(Configuration configuration, Clock clock) {
    Optional<NamedKey> configured = configuration.find(Setting.DKIM_KEY);
    this.selector = configured.map(NamedKey::id);
    this.key = configured.map(DkimSigner::privateKey).orElse(null);
    this.clock = clock;
  }

  private static PrivateKey privateKey(NamedKey configured) {
    try {
      return KeyFactory.getInstance("RSA")
          .generatePrivate(new PKCS8EncodedKeySpec(configured.bytes()));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(
          Setting.DKIM_KEY.variable() + " must hold an RSA key in PKCS#8 DER.", e);
    }
  }

  /**
   * The message with its signature in front.
   *
   * @param domain the sender's domain, so that DMARC aligns (requirement D4)
   */
  public byte[] sign(byte[] message, String domain) {
    if (selector.isEmpty()) {
      return message;
    }
    try {
      DkimCanonical canonical = DkimCanonical.of(message);
      byte[] bodyHash = MessageDigest.getInstance("SHA-256").digest(canonical.body());
      StringBuilder signedFields = new StringBuilder();
      StringBuilder names = new StringBuilder();
      for (String name : SIGNED) {
        for (String line : canonical.fields(name)) {
          signedFields.append(line).append("\r\n");
          names.append(':').append(name);
        }
        if (ONCE_MORE.contains(name)) {
          names.append(':').append(name);
        }
      }
      String unsigned = field(domain, names.substring(1), bodyHash);
      signedFields.append(DkimCanonical.relaxed("DKIM-Signature", unsigned));
      Signature rsa = Signature.getInstance("SHA256withRSA");
      rsa.initSign(key);
      rsa.update(signedFields.toString().getBytes(StandardCharsets.ISO_8859_1));
      String value = Base64.getEncoder().encodeToString(rsa.sign());
      byte[] head =
          ("DKIM-Signature:" + unsigned + folded(value) + "\r\n")
              .getBytes(StandardCharsets.ISO_8859_1);
      byte[] whole = new byte[head.length + message.length];
      System.arraycopy(head, 0, whole, 0, head.length);
      System.arraycopy(message, 0, whole, head.length, message.length);
      return whole;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java signs with SHA256withRSA", e);
    }
  }

  /** The field up to and including {@code b=}, folded as it will leave. */
  private String field(String domain, String names, byte[] bodyHash) {
    StringBuilder field = new StringBuilder(" v=1; a=rsa-sha256; c=relaxed/relaxed;\r\n d=");
    field.append(domain).append("; s=").append(selector.orElseThrow()).append(';');
    field.append("\r\n t=").append(clock.instant().getEpochSecond()).append(';');
    field.append("\r\n h=");
    int column = 3;
    for (String name : names.split("(?<=:)")) {
      if (column + name.length() > LINE) {
        field.append("\r\n ");
        column = 1;
      }
      field.append(name);
      column += name.length();
    }
    field.append(";\r\n bh=").append(Base64.getEncoder().encodeToString(bodyHash));
    return field.append(";\r\n b=").toString();
  }

  private static String folded(String base64) {
    StringBuilder lines = new StringBuilder();
    for (int from = 0; from < base64.length(); from += LINE - 3) {
      lines.append(from == 0 ? "" : "\r\n ");
      lines.append(base64, from, Math.min(base64.length(), from + LINE - 3));
    }
    return lines.toString();
  }
}
