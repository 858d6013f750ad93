package nl.voorkeur.webhook;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import nl.voorkeur.platform.security.PublicAddress;

/**
 * Where a message may go: https, and no address of our own network, so that nobody can have us ask
 * what only we can reach (ASVS 1.3.6). Asked again before every message, as names change; Java
 * keeps what a name resolved to for half a minute, so that the connection goes to what was checked.
 */
final class WebhookUrl {

  private final boolean privateToo;

  WebhookUrl(boolean privateToo) {
    this.privateToo = privateToo;
  }

  boolean isAllowed(String url) {
    try {
      URI uri = URI.create(url);
      boolean plain = "http".equals(uri.getScheme());
      if (uri.getHost() == null
          || uri.getUserInfo() != null
          || uri.getFragment() != null
          || !("https".equals(uri.getScheme()) || plain && privateToo)) {
        return false;
      }
      for (InetAddress address : InetAddress.getAllByName(uri.getHost())) {
        if (!privateToo && !PublicAddress.is(address)) {
          return false;
        }
      }
      return true;
    } catch (IllegalArgumentException | UnknownHostException nowhere) {
      return false;
    }
  }
}
