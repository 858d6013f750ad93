package nl.voorkeur.webhook;

import java.util.Optional;

/**
 * What a program is to be told.
 *
 * @param permissions every change of a permission
 * @param recalls who has to be dropped from a list
 * @param receiver the key of the receiver whose program it is
 * @param atOnce how many events go in one message
 */
public record WebhookUse(
    boolean permissions, boolean recalls, Optional<String> receiver, int atOnce) {

  /** As many events as one message may hold. */
  public static final int MOST_AT_ONCE = 500;

  public WebhookUse {
    if (!permissions && !recalls) {
      throw new IllegalArgumentException("a webhook is told of something");
    }
    if (receiver.filter(key -> !isKey(key)).isPresent()) {
      throw new IllegalArgumentException("a receiver has a key");
    }
    if (atOnce < 1 || atOnce > MOST_AT_ONCE) {
      throw new IllegalArgumentException("1 to " + MOST_AT_ONCE + " events at once");
    }
  }

  /** Whether a text has the form of a receiver's key, such as {@code processor:12}. */
  public static boolean isKey(String text) {
    return text.matches("[a-z]+(:[0-9]+)?");
  }
}
