package nl.voorkeur.platform.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
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
public class Gate implements HttpAuthenticationMechanism {

  private static final String BEARER = "Bearer ";

  private final Credentials credentials;
  private final Optional<String> metricsToken;
  private final boolean secondFactorIsRequired;
  private final Clock clock;

  /** For the container. */
  protected Gate() {
    this.credentials = null;
    this.metricsToken = Optional.empty();
    this.secondFactorIsRequired = false;
    this.clock = null;
  }

  @Inject
  public Gate(Credentials credentials, Configuration configuration, Clock clock) {
    this.credentials = credentials;
    this.metricsToken = configuration.find(Setting.METRICS_TOKEN);
    this.secondFactorIsRequired = configuration.get(Setting.SECOND_FACTOR);
    this.clock = clock;
  }

  @Override
  public AuthenticationStatus validateRequest(
      HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
    String path = path(request);
    try {
      if (path.startsWith("/api/")) {
        return program(request, response, context);
      }
      if (path.equals("/metrics") || path.startsWith("/metrics/")) {
        return metrics(request, response, context);
      }
      return StaffPages.includes(path)
          ? staff(path, request, response, context)
          : context.doNothing();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private AuthenticationStatus program(
      HttpServletRequest request, HttpServletResponse response, HttpMessageContext context)
      throws IOException {
    Optional<Caller> caller = token(request).flatMap(credentials::program);
    if (caller.isPresent()) {
      CurrentCaller.remember(request, caller.get());
      return context.notifyContainerAboutLogin(caller.get().actor(), caller.get().roles());
    }
    return unauthorized(request, response);
  }

  /** A monitor that reads the metrics; without a token in the settings there are none. */
  private AuthenticationStatus metrics(
      HttpServletRequest request, HttpServletResponse response, HttpMessageContext context)
      throws IOException {
    if (metricsToken.isEmpty()) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return AuthenticationStatus.SEND_FAILURE;
    }
    return token(request).filter(given -> isSame(given, metricsToken.get())).isPresent()
        ? context.notifyContainerAboutLogin("metrics", Set.of(Role.METRICS))
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

  private static AuthenticationStatus unauthorized(
      HttpServletRequest request, HttpServletResponse response) throws IOException {
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
    return AuthenticationStatus.SEND_FAILURE;
  }

  private AuthenticationStatus staff(
      String path,
      HttpServletRequest request,
      HttpServletResponse response,
      HttpMessageContext context)
      throws IOException {
    Optional<Caller> caller =
        StaffSession.resume(request, clock, credentials)
            .map(known -> known.at(desk(request), hurdle(known, request)));
    if (caller.isEmpty()) {
      return context.isProtected()
          ? redirect(returning(StaffPages.SIGN_IN, request), request, response)
          : context.doNothing();
    }
    Optional<String> first = caller.get().hurdle();
    if (first.isPresent() && !StaffPages.is(first.get(), path) && !StaffPages.isSignIn(path)) {
      return redirect(returning(first.get(), request), request, response);
    }
    CurrentCaller.remember(request, caller.get());
    return context.notifyContainerAboutLogin(caller.get().actor(), caller.get().roles());
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
  private static AuthenticationStatus redirect(
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
    return AuthenticationStatus.SEND_CONTINUE;
  }

  private static String path(HttpServletRequest request) {
    String info = request.getPathInfo();
    return request.getServletPath() + (info == null ? "" : info);
  }
}
