package nl.voorkeur.platform.security;

import jakarta.servlet.ServletContext;
import jakarta.servlet.SessionCookieConfig;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * The second half of a session's id: 256 random bits in a cookie of their own. Payara's id has 112
 * bits in a form that no setting changes, and staff sessions need 128 at least (ASVS 7.2.3). The
 * session keeps the key's hash only.
 */
final class SessionKey {

  private static final String HASH = "staff.key";
  private static final int BYTES = 32;

  private SessionKey() {}

  static String cookieName(ServletContext application) {
    return application.getSessionCookieConfig().getName() + "-key";
  }

  /** Makes a key for this session and hands it to the browser; an older one is void. */
  static void hand(HttpSession session, HttpServletResponse response) {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    String key = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    session.setAttribute(HASH, hash(key));
    SessionCookieConfig like = session.getServletContext().getSessionCookieConfig();
    Cookie cookie = new Cookie(cookieName(session.getServletContext()), key);
    cookie.setPath("/");
    cookie.setHttpOnly(true);
    cookie.setSecure(like.isSecure());
    cookie.setAttribute("SameSite", "Lax");
    response.addCookie(cookie);
  }

  /** Whether the request brings the key of this session. */
  static boolean isHeldBy(HttpServletRequest request, HttpSession session) {
    String name = cookieName(session.getServletContext());
    return session.getAttribute(HASH) instanceof byte[] hash
        && Stream.ofNullable(request.getCookies())
            .flatMap(Stream::of)
            .filter(cookie -> cookie.getName().equals(name))
            .anyMatch(cookie -> MessageDigest.isEqual(hash, hash(cookie.getValue())));
  }

  private static byte[] hash(String key) {
    return DigestUtils.sha256(key);
  }
}
