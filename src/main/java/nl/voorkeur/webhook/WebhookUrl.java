package nl.voorkeur.webhook;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;

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
        if (!privateToo && isOurs(address)) {
          return false;
        }
      }
      return true;
    } catch (IllegalArgumentException | UnknownHostException nowhere) {
      return false;
    }
  }

  static boolean isOurs(InetAddress address) {
    return address.isLoopbackAddress()
        || address.isAnyLocalAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()
        || (address instanceof Inet4Address && isReserved(address.getAddress()))
        || (address instanceof Inet6Address && isReserved6(address.getAddress()));
  }

  /** 0/8, 100.64/10, 192.0.0/24, 198.18/15 and 240/4 (RFC 6890). */
  private static boolean isReserved(byte[] bytes) {
    int first = bytes[0] & 0xff;
    int second = bytes[1] & 0xff;
    return first == 0
        || first == 100 && (second & 0xc0) == 64
        || first == 192 && second == 0 && bytes[2] == 0
        || first == 198 && (second & 0xfe) == 18
        || first >= 240;
  }

  /** fc00::/7, 64:ff9b::/96 and 2002::/16, which may lead to an IPv4 address within. */
  private static boolean isReserved6(byte[] bytes) {
    int first = bytes[0] & 0xff;
    int second = bytes[1] & 0xff;
    return (first & 0xfe) == 0xfc
        || first == 0x20 && second == 0x02
        || first == 0 && second == 0x64 && (bytes[2] & 0xff) == 0xff && (bytes[3] & 0xff) == 0x9b;
  }
}
