package nl.voorkeur.platform.faces;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The network that a request comes from: an IPv4 address without its last byte, the first 48 bits
 * of an IPv6 one, so that it names no household.
 */
public final class Network {

  /** Only literals, so that nothing is ever looked up. */
  private static final Pattern LITERAL =
      Pattern.compile("[0-9.]{7,15}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

  private Network() {}

  /**
   * Behind a proxy on this machine or in its own network, what that proxy says; nothing for a
   * request that began on the machine itself.
   */
  public static Optional<String> of(HttpServletRequest request) {
    return of(request.getRemoteAddr(), request.getHeader("X-Forwarded-For"));
  }

  static Optional<String> of(String remote, String forwardedFor) {
    Optional<InetAddress> peer = address(remote);
    if (peer.filter(Network::isOurs).isPresent() && forwardedFor != null) {
      String last = forwardedFor.substring(forwardedFor.lastIndexOf(',') + 1).strip();
      peer = address(last);
    }
    return peer.filter(address -> !address.isLoopbackAddress()).map(Network::shortened);
  }

  private static boolean isOurs(InetAddress address) {
    return address.isLoopbackAddress() || address.isSiteLocalAddress();
  }

  private static Optional<InetAddress> address(String text) {
    if (text == null || !LITERAL.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(text));
    } catch (UnknownHostException malformed) {
      return Optional.empty();
    }
  }

  private static String shortened(InetAddress address) {
    byte[] bytes = address.getAddress();
    return bytes.length == 4
        ? "%d.%d.%d".formatted(bytes[0] & 0xff, bytes[1] & 0xff, bytes[2] & 0xff)
        : "%02x%02x:%02x%02x:%02x%02x"
            .formatted(bytes[0], bytes[1], bytes[2], bytes[3], bytes[4], bytes[5]);
  }
}
