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
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
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
  private static final Pattern AFTER_COLON = Pattern.compile("(?<=:)");

  /**
   * A field that the signature covers.
   *
   * @param onceMore whether it is named once more than it occurs, so that none can be added
   */
  private record Covered(String name, String lowerCase, boolean onceMore) {
    Covered(String name, boolean onceMore) {
      this(name, name.toLowerCase(Locale.ROOT), onceMore);
    }
  }

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
   * @param header up to and with the empty line
   * @param domain the sender's domain, so that DMARC aligns (requirement D4)
   */
  public byte[] sign(byte[] header, byte[] body, String domain) {
    byte[] signature =
        selector.isEmpty() ? new byte[0] : signature(DkimCanonical.of(header), body, domain);
    byte[] whole = Arrays.copyOf(signature, signature.length + header.length + body.length);
    System.arraycopy(header, 0, whole, signature.length, header.length);
    System.arraycopy(body, 0, whole, signature.length + header.length, body.length);
    return whole;
  }

  private byte[] signature(DkimCanonical header, byte[] body, String domain) {
    try {
      byte[] bodyHash =
          MessageDigest.getInstance("SHA-256").digest(DkimCanonical.relaxedBody(body));
      StringBuilder signedFields = new StringBuilder(2048);
      StringBuilder names = new StringBuilder(512);
      for (Covered covered : SIGNED) {
        for (String line : header.fields(covered.lowerCase())) {
          signedFields.append(line).append("\r\n");
          names.append(':').append(covered.name());
        }
        if (covered.onceMore()) {
          names.append(':').append(covered.name());
        }
      }
      String unsigned = field(domain, names.substring(1), bodyHash);
      signedFields.append(DkimCanonical.relaxed("dkim-signature", unsigned));
      Signature rsa = Signature.getInstance("SHA256withRSA");
      rsa.initSign(key);
      rsa.update(signedFields.toString().getBytes(StandardCharsets.ISO_8859_1));
      String value = Base64.getEncoder().encodeToString(rsa.sign());
      return ("DKIM-Signature:" + unsigned + folded(value) + "\r\n")
          .getBytes(StandardCharsets.ISO_8859_1);
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
    for (String name : AFTER_COLON.split(names)) {
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
