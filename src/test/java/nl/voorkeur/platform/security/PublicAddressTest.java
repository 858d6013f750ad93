package nl.voorkeur.platform.security;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicAddressTest {

  /** RFC 6890, RFC 6598, RFC 2544, RFC 4193, RFC 6052, RFC 3056. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "100.64.0.1",
        "100.127.255.254",
        "127.0.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.254",
        "192.0.0.8",
        "192.168.1.1",
        "198.18.0.1",
        "198.19.255.254",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:10.0.0.1",
        "fe80::1",
        "fd00::1",
        "fc00::1",
        "ff02::1",
        "64:ff9b::a00:1",
        "2002:a00:1::1"
      })
  void insideIsNotPublic(String address) throws Exception {
    assertFalse(PublicAddress.is(InetAddress.getByName(address)), address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8.8.8.8",
        "100.63.255.255",
        "100.128.0.1",
        "172.32.0.1",
        "192.0.2.1",
        "198.17.0.1",
        "198.20.0.1",
        "223.255.255.254",
        "2001:db8::1",
        "2a00:1450::1"
      })
  void whatEverybodyCanReachIs(String address) throws Exception {
    assertTrue(PublicAddress.is(InetAddress.getByName(address)), address);
  }
}
