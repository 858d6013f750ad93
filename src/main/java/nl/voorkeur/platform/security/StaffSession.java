package nl.voorkeur.platform.security;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The session of a member of staff. It begins at sign-in with a new id, ends after 30 minutes
 * without a request (web.xml) and after 12 hours in any case, and at sign-out on the server itself
 * (ASVS 7.2.4, 7.3.1, 7.3.2, 7.4.1), or when its owner or an administrator ends it from elsewhere
 * (7.4.5, 7.5.2). Its id comes with a key, see {@link SessionKey}.
 */
@RequestScoped
public class StaffSession {

  /** No session lasts longer, whatever happens in it. */
  public static final Duration LONGEST = Duration.ofHours(12);

  /** As web.xml says. */
  public static final Duration IDLE = Duration.ofMinutes(30);

  private static final String ACTOR = "staff.actor";
  private static final String STAMP = "staff.stamp";
  private static final String ELSEWHERE = "staff.elsewhere";
  private static final String PROVEN = "staff.proven";
  private static final String SINCE = "staff.since";
  private static final String NUMBER = "staff.session";

  @Inject private HttpServletRequest request;
  @Inject private Credentials credentials;
  @Inject private Clock clock;

  /** Opens a session for somebody who just signed in; whatever session there was is over. */
  public void open(Caller caller, HttpServletResponse response) {
    open(caller, response, false);
  }

  private void open(Caller caller, HttpServletResponse response, boolean elsewhere) {
    close();
    HttpSession session = request.getSession(true);
    SessionKey.hand(session, response);
    session.setAttribute(ACTOR, caller.actor());
    session.setAttribute(STAMP, caller.stamp());
    session.setAttribute(SINCE, clock.millis());
    session.setAttribute(
        NUMBER,
        credentials.opened(caller, AgentFamily.of(request), Network.of(request), elsewhere));
  }

  /** Opens a session for somebody whom a provider vouches for, second factor and all. */
  public void openElsewhere(Caller caller, HttpServletResponse response) {
    open(caller, response, true);
    request.getSession(true).setAttribute(PROVEN, true);
    request.getSession(true).setAttribute(ELSEWHERE, true);
  }

  static boolean isElsewhere(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    return session != null && Boolean.TRUE.equals(session.getAttribute(ELSEWHERE));
  }

  /** Goes on after a change of password; every other session of the caller is over. */
  public void renew(Caller caller, HttpServletResponse response) {
    HttpSession session = request.getSession(true);
    request.changeSessionId();
    SessionKey.hand(session, response);
    session.setAttribute(STAMP, caller.stamp());
    credentials.renewed(caller, number());
  }

  /** The number of this session, as the list of them shows it; 0 without one. */
  public long number() {
    HttpSession session = request.getSession(false);
    return session != null && session.getAttribute(NUMBER) instanceof Long number ? number : 0;
  }

  /** The caller gave a right code of their second factor. */
  public void prove(HttpServletResponse response) {
    HttpSession session = request.getSession(true);
    request.changeSessionId();
    SessionKey.hand(session, response);
    session.setAttribute(PROVEN, true);
  }

  static boolean isProven(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    return session != null && Boolean.TRUE.equals(session.getAttribute(PROVEN));
  }

  /** Ends the session on the server. */
  public void close() {
    HttpSession old = request.getSession(false);
    if (old != null) {
      if (old.getAttribute(NUMBER) instanceof Long number
          && old.getAttribute(ACTOR) instanceof String actor) {
        credentials.closed(actor, number);
      }
      old.invalidate();
    }
  }

  /** The member of staff who makes this request. */
  public Optional<Caller> caller() {
    return CurrentCaller.of(request);
  }

  /** The names of the cookies that carry the session. */
  public List<String> cookieNames() {
    ServletContext application = request.getServletContext();
    return List.of(
        application.getSessionCookieConfig().getName(), SessionKey.cookieName(application));
  }

  /**
   * Who the session is for; nothing when it is too old, and then it is ended. Whoever has only its
   * id gets nothing either, and can't end it.
   */
  static Optional<Caller> resume(HttpServletRequest request, Clock clock, Credentials credentials) {
    HttpSession session = request.getSession(false);
    if (session == null
        || !(session.getAttribute(SINCE) instanceof Long since)
        || !(session.getAttribute(NUMBER) instanceof Long number)
        || !SessionKey.isHeldBy(request, session)) {
      return Optional.empty();
    }
    Optional<Caller> caller =
        Instant.ofEpochMilli(since).plus(LONGEST).isAfter(clock.instant())
            ? credentials.staff(
                (String) session.getAttribute(ACTOR), (String) session.getAttribute(STAMP), number)
            : Optional.empty();
    if (caller.isEmpty()) {
      session.invalidate();
    }
    return caller;
  }
}
