package nl.voorkeur.webhook;

import static org.apache.commons.codec.digest.HmacAlgorithms.HMAC_SHA_256;

import java.util.Base64;
import org.apache.commons.codec.digest.HmacUtils;

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
    byte[] mac = new HmacUtils(HMAC_SHA_256, secret).hmac(id + "." + timestamp + "." + body);
    return "v1," + Base64.getEncoder().encodeToString(mac);
  }
}
