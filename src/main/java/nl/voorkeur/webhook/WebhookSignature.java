package nl.voorkeur.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The signature of a message as Standard Webhooks has it: HMAC-SHA-256, version 1. */
final class WebhookSignature {

  /** Stands before a secret as people see it. */
  static final String PREFIX = "whsec_";

  private WebhookSignature() {}

  static String shown(byte[] secret) {
    return PREFIX + Base64.getEncoder().encodeToString(secret);
  }

  /**
   * @param timestamp in seconds since 1970
   */
  static String of(byte[] secret, String id, long timestamp, String body) {
    try {
      Mac hmac = Mac.getInstance("HmacSHA256");
      hmac.init(new SecretKeySpec(secret, "HmacSHA256"));
      byte[] signed = (id + "." + timestamp + "." + body).getBytes(StandardCharsets.UTF_8);
      return "v1," + Base64.getEncoder().encodeToString(hmac.doFinal(signed));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC-SHA-256", e);
    }
  }
}
