package nl.voorkeur.platform.security;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** After signing in nobody leaves this host (ASVS 3.7.2). */
class ReturnPathTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/staff/",
        "/staff/catalogue/topics",
        "/staff/catalogue/topic?id=11&c=de-linde",
        "/staff/recipient/recipient?id=5&c=imailo&lang=nl"
      })
  void aStaffPageIsGoneBackTo(String path) {
    assertEquals(path, ReturnPath.of(path).orElseThrow().value());
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "/",
        "/staff",
        "//evil.example",
        "//evil.example/staff/",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https://evil.example/staff/",
        "https:evil.example",
        "javascript:alert(1)",
        "data:text/html,x",
        "/staff//evil.example",
        "/staff/../u/token",
        "/staff/..;/evil",
        "/staff/%2e%2e/",
        "/staff/%2F%2Fevil.example",
        "/staff/\\evil.example",
        "/staff/@evil.example",
        "/staff/a\r\nSet-Cookie: x=y",
        "/staff/a\tb",
        "/staff/\u2028",
        "/staff/?to=https://evil.example",
        "/staff/#//evil.example",
        " /staff/",
        "/STAFF/",
        "staff/",
        "/staff/sign-in",
        "/staff/sign-in?to=/staff/"
      })
  void anythingElseIsNot(String path) {
    assertEquals(Optional.empty(), ReturnPath.of(path));
  }

  @Test
  void anEndlessPathIsNot() {
    assertEquals(Optional.empty(), ReturnPath.of("/staff/" + "a".repeat(300)));
  }
}
