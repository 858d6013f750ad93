package nl.voorkeur.platform.security;

import java.net.Inet6Address;
import java.net.InetAddress;

/**
 * Tells what everybody can reach from what stands inside of our own network, so that nobody can
 * have us ask what only we can reach (ASVS 1.3.6).
 */
public final class PublicAddress {

  private PublicAddress() {}

  /** Whether an address is of the public internet (RFC 6890). */
  public static boolean is(InetAddress address) {
    byte[] bytes = address.getAddress();
    return !address.isLoopbackAddress()
        && !address.isAnyLocalAddress()
        && !address.isLinkLocalAddress()
        && !address.isSiteLocalAddress()
        && !address.isMulticastAddress()
        && !(address instanceof Inet6Address ? isReserved6(bytes) : isReserved(bytes));
  }

  /** 0/8, 100.64/10, 192.0.0/24, 198.18/15 and 240/4. */
  private static boolean isReserved(byte[] bytes) {
    int first = bytes[0] & 0xff;
    int second = bytes[1] & 0xff;
    return first == 0
        || first == 100 && (second & 0xc0) == 64
        || first == 192 && second == 0 && bytes[2] == 0
        || first == 198 && (second & 0xfe) == 18
        || first >= 240;
  }

  /** fc00::/7, 64:ff9b::/96 and 2002::/16; the last two may lead to an IPv4 address within. */
  private static boolean isReserved6(byte[] bytes) {
    int first = bytes[0] & 0xff;
    int second = bytes[1] & 0xff;
    return (first & 0xfe) == 0xfc
        || first == 0x20 && second == 0x02
        || first == 0 && second == 0x64 && (bytes[2] & 0xff) == 0xff && (bytes[3] & 0xff) == 0x9b;
  }
}
