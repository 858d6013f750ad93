package nl.voorkeur.platform.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import nl.voorkeur.platform.configuration.Configuration;
import nl.voorkeur.platform.configuration.Setting;

/**
 * Finds out who is calling. The API knows its callers by a bearer token and keeps no session (RFC
 * 6750), and so do the metrics, whose one token is a setting; the staff pages know theirs by a
 * session; everywhere else everybody is a stranger, and a cookie that happens to come along is not
 * even looked at (requirement U4).
 */
@ApplicationScoped
public class Gate {

  private static final String BEARER = "Bearer ";

  /** Whom the gate found. */
  public sealed interface Visitor {

    /** Nobody in particular; the request goes on where strangers may be. */
    record Stranger() implements Visitor {}

    /** Somebody who proved who they are. */
    record Known(String name, Set<String> roles) implements Visitor {}

    /**
     * Somebody who has been answered, and goes no further.
     *
     * @param refused whether that was for want of a proof, not a step on the way to one
     */
    record Answered(boolean refused) implements Visitor {}
  }

  private static final Visitor STRANGER = new Visitor.Stranger();

  private final Credentials credentials;
  private final KnownPrograms programs;
  private final Optional<String> metricsToken;
  private final boolean secondFactorIsRequired;
  private final Clock clock;

  /** For the container. */
  protected Gate() {
    this.credentials = null;
    this.programs = null;
    this.metricsToken = Optional.empty();
    this.secondFactorIsRequired = false;
    this.clock = null;
  }

  @Inject
  public Gate(
      Credentials credentials, KnownPrograms programs, Configuration configuration, Clock clock) {
    this.credentials = credentials;
    this.programs = programs;
    this.metricsToken = configuration.find(Setting.METRICS_TOKEN);
    this.secondFactorIsRequired = configuration.get(Setting.SECOND_FACTOR);
    this.clock = clock;
  }

  /**
   * Finds out who makes a request, and remembers what else is known of them ({@link
   * CurrentCaller}).
   *
   * @param isProtected whether strangers may not have what it asks for
   */
  public Visitor admit(
      HttpServletRequest request, HttpServletResponse response, boolean isProtected)
      throws IOException {
    String path = path(request);
    if (path.startsWith("/api/")) {
      return program(request, response);
    }
    if (path.equals("/metrics") || path.startsWith("/metrics/")) {
      return metrics(request, response);
    }
    return StaffPages.includes(path) ? staff(path, request, response, isProtected) : STRANGER;
  }

  private Visitor program(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<Caller> caller = token(request).flatMap(programs::find);
    return caller.isPresent() ? known(request, caller.get()) : unauthorized(request, response);
  }

  private static Visitor known(HttpServletRequest request, Caller caller) {
    CurrentCaller.remember(request, caller);
    return new Visitor.Known(caller.actor(), caller.roles());
  }

  /** A monitor that reads the metrics; without a token in the settings there are none. */
  private Visitor metrics(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (metricsToken.isEmpty()) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return new Visitor.Answered(true);
    }
    return token(request).filter(given -> isSame(given, metricsToken.get())).isPresent()
        ? new Visitor.Known("metrics", Set.of(Role.METRICS))
        : unauthorized(request, response);
  }

  /** In a time that tells nothing of how much of it is right. */
  private static boolean isSame(String given, String expected) {
    return MessageDigest.isEqual(
        given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
  }

  private static Optional<String> token(HttpServletRequest request) {
    return Optional.ofNullable(request.getHeader("Authorization"))
        .filter(header -> header.regionMatches(true, 0, BEARER, 0, BEARER.length()))
        .map(header -> header.substring(BEARER.length()).strip());
  }

  private static Visitor unauthorized(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
    response.setHeader(
        "WWW-Authenticate",
        request.getHeader("Authorization") == null ? "Bearer" : "Bearer error=\"invalid_token\"");
    response.setHeader("Cache-Control", "no-store");
    response.setContentType("application/problem+json");
    response
        .getWriter()
        .write(
            "{\"type\":\"about:blank\",\"title\":\"Unauthorized\",\"status\":401,\"code\":\"unauthorized\","
                + "\"detail\":\"Send an Authorization header with a bearer token that is in force.\"}");
    return new Visitor.Answered(true);
  }

  private Visitor staff(
      String path, HttpServletRequest request, HttpServletResponse response, boolean isProtected)
      throws IOException {
    Optional<Caller> caller =
        StaffSession.resume(request, clock, credentials)
            .map(known -> known.at(desk(request), hurdle(known, request)));
    if (caller.isEmpty()) {
      return isProtected
          ? redirect(returning(StaffPages.SIGN_IN, request), request, response)
          : STRANGER;
    }
    Optional<String> first = caller.get().hurdle();
    if (first.isPresent() && !StaffPages.is(first.get(), path) && !StaffPages.isSignIn(path)) {
      return redirect(returning(first.get(), request), request, response);
    }
    return known(request, caller.get());
  }

  /** What has to be done before anything else: a code, a password of one's own, a second factor. */
  private Optional<String> hurdle(Caller known, HttpServletRequest request) {
    if (StaffSession.isElsewhere(request)) {
      return Optional.empty();
    }
    if (known.hasSecondFactor() && !StaffSession.isProven(request)) {
      return Optional.of(StaffPages.SECOND);
    }
    if (known.passwordIsOneTime()) {
      return Optional.of(StaffPages.PASSWORD);
    }
    return secondFactorIsRequired && !known.hasSecondFactor()
        ? Optional.of(StaffPages.SECOND_FACTOR)
        : Optional.empty();
  }

  /** The controller that a page is about, by the parameter that every staff page keeps. */
  private static Optional<String> desk(HttpServletRequest request) {
    // from the query alone: to ask for a parameter would read a form that is posted
    return Stream.of(Optional.ofNullable(request.getQueryString()).orElse("").split("&"))
        .filter(pair -> pair.startsWith(StaffPages.DESK + "="))
        .map(pair -> pair.substring(StaffPages.DESK.length() + 1))
        .findFirst();
  }

  /** A page to pass first, with the page asked for when that may be asked for again. */
  private static String returning(String first, HttpServletRequest request) {
    String query = request.getQueryString();
    String asked = request.getRequestURI() + (query == null ? "" : "?" + query);
    return ReturnPath.of(asked)
        .filter(page -> !page.value().equals(StaffPages.HOME))
        .map(page -> "?to=" + URLEncoder.encode(page.value(), StandardCharsets.UTF_8))
        .map(first::concat)
        .orElse(first);
  }

  /**
   * Sends the browser elsewhere; a script's request for a part of a page gets told in its words.
   */
  private static Visitor redirect(
      String to, HttpServletRequest request, HttpServletResponse response) throws IOException {
    response.setHeader("Cache-Control", "no-store");
    if ("partial/ajax".equals(request.getHeader("Faces-Request"))) {
      response.setContentType("text/xml;charset=UTF-8");
      response
          .getWriter()
          .write(
              "<?xml version=\"1.0\" encoding=\"UTF-8\"?><partial-response><redirect url=\""
                  + to.replace("&", "&amp;")
                  + "\"/></partial-response>");
    } else {
      response.setStatus(HttpServletResponse.SC_SEE_OTHER);
      response.setHeader("Location", to);
    }
    return new Visitor.Answered(false);
  }

  private static String path(HttpServletRequest request) {
    String info = request.getPathInfo();
    return request.getServletPath() + (info == null ? "" : info);
  }
}
