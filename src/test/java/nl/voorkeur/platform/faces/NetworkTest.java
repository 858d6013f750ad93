package nl.voorkeur.platform.faces;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which network a request comes from, without naming a household. */
class NetworkTest {

  @Test
  void isShortened() {
    assertEquals(Optional.of("203.0.113"), Network.of("203.0.113.77", null));
    assertEquals(Optional.of("2001:0db8:00aa"), Network.of("2001:db8:aa:bb::1", null));
  }

  @Test
  void isWhatTheProxyBesideUsSays() {
    assertEquals(Optional.of("203.0.113"), Network.of("127.0.0.1", "198.51.100.1, 203.0.113.77"));
    assertEquals(Optional.of("203.0.113"), Network.of("10.0.0.4", "203.0.113.77"));
    assertEquals(
        Optional.of("198.51.100"),
        Network.of("198.51.100.9", "203.0.113.77"),
        "a stranger’s word is not taken");
  }

  @Test
  void isNothingOnTheMachineItself() {
    assertEquals(Optional.empty(), Network.of("127.0.0.1", null));
    assertEquals(Optional.empty(), Network.of("::1", null));
    assertEquals(Optional.empty(), Network.of("127.0.0.1", "host.example"), "never looked up");
  }
}
