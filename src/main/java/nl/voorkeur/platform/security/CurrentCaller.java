package nl.voorkeur.platform.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/**
 * Who makes this request, as the gate found out. One for all requests, each of which holds its
 * caller itself.
 */
@ApplicationScoped
public class CurrentCaller {

  /** The attribute of the request that holds the caller. */
  public static final String ATTRIBUTE = "voorkeur.caller";

  @Inject private HttpServletRequest request;

  /** Nobody for a stranger. */
  public Optional<Caller> find() {
    return of(request);
  }

  /** Who makes a request. */
  public static Optional<Caller> of(HttpServletRequest request) {
    return Optional.ofNullable((Caller) request.getAttribute(ATTRIBUTE));
  }

  static void remember(HttpServletRequest request, Caller caller) {
    request.setAttribute(ATTRIBUTE, caller);
  }
}
