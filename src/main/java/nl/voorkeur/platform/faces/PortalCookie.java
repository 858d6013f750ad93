package nl.voorkeur.platform.faces;

import jakarta.servlet.http.Cookie;
import java.time.Duration;
import java.util.Optional;

/**
 * Every cookie that the portal sets, and there is no other (requirement S14; a test looks). None is
 * set on a public page: there the language stands in the address, and nothing else has to be
 * remembered (Telecommunicatiewet art. 11.7a). Their purposes are told in the bundle of the public
 * pages, {@code cookie.X.purpose}.
 */
public enum PortalCookie {
  /** Knows who is signed in; set at sign-in, gone when the browser closes. */
  STAFF_SESSION("voorkeur", Optional.empty()),
  /** The secret that belongs to that session; comes and goes with it (ASVS 7.2.3). */
  STAFF_KEY("voorkeur-key", Optional.empty()),
  /** Two letters, set when a member of staff chooses a language (requirement S14d). */
  STAFF_LANGUAGE("lang", Optional.of(Duration.ofDays(365)));

  private final String bareName;
  private final Optional<Duration> lifetime;

  PortalCookie(String bareName, Optional<Duration> lifetime) {
    this.bareName = bareName;
    this.lifetime = lifetime;
  }

  /** Its name; bound to the host when the portal runs over https (ASVS 3.3.3). */
  public String name(boolean https) {
    return https ? "__Host-" + bareName : bareName;
  }

  /** How long the browser keeps it; nothing when that is until it closes. */
  public Optional<Duration> lifetime() {
    return lifetime;
  }

  /** The cookie with a value, out of reach of scripts and of other sites. */
  Cookie with(String value, boolean https) {
    return cookie(value, https, lifetime.map(Duration::toSeconds).orElse(-1L));
  }

  /** The cookie that takes this one away. */
  public Cookie expired(boolean https) {
    return cookie("", https, 0L);
  }

  private Cookie cookie(String value, boolean https, long seconds) {
    Cookie cookie = new Cookie(name(https), value);
    cookie.setPath("/");
    cookie.setMaxAge((int) seconds);
    cookie.setHttpOnly(true);
    cookie.setSecure(https);
    cookie.setAttribute("SameSite", "Lax");
    return cookie;
  }
}
