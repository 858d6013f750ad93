package nl.voorkeur.staff.web;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import nl.voorkeur.platform.security.Caller;
import nl.voorkeur.platform.security.ReturnPath;
import nl.voorkeur.platform.security.StaffPages;
import nl.voorkeur.platform.security.StaffSession;
import nl.voorkeur.staff.OpenIdProvider;
import nl.voorkeur.staff.OpenIdTry;
import nl.voorkeur.staff.SignInElsewhere;

/**
 * The way to the OpenID provider and back. The try lies in a session of its own, which is over as
 * soon as the answer is there, whatever it says.
 */
@WebServlet({"/staff/oidc", "/staff/oidc/back"})
public class OpenIdServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  private static final String TRY = "staff.openid.";
  private static final String REFUSED = StaffPages.SIGN_IN + "?elsewhere=no";

  @Inject private transient OpenIdProvider provider;
  @Inject private transient SignInElsewhere elsewhere;
  @Inject private transient StaffSession session;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader("Cache-Control", "no-store");
    if (!provider.isConfigured()) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    } else if (request.getServletPath().endsWith("/back")) {
      comeBack(request, response);
    } else {
      leave(request, response);
    }
  }

  private void leave(HttpServletRequest request, HttpServletResponse response) {
    OpenIdTry one = OpenIdTry.begin();
    Optional<URI> there = provider.signIn(one);
    if (there.isPresent()) {
      HttpSession kept = request.getSession(true);
      kept.setAttribute(TRY + "state", one.state());
      kept.setAttribute(TRY + "nonce", one.nonce());
      kept.setAttribute(TRY + "verifier", one.verifier());
      kept.setAttribute(
          TRY + "to",
          ReturnPath.of(request.getParameter("to")).map(ReturnPath::value).orElse(StaffPages.HOME));
    }
    redirect(response, there.map(URI::toString).orElse(StaffPages.SIGN_IN + "?elsewhere=away"));
  }

  private void comeBack(HttpServletRequest request, HttpServletResponse response) {
    HttpSession kept = request.getSession(false);
    if (kept == null || !(kept.getAttribute(TRY + "state") instanceof String state)) {
      redirect(response, REFUSED);
      return;
    }
    OpenIdTry one =
        new OpenIdTry(
            state,
            (String) kept.getAttribute(TRY + "nonce"),
            (String) kept.getAttribute(TRY + "verifier"));
    final String to = (String) kept.getAttribute(TRY + "to");
    session.close();
    String code = request.getParameter("code");
    Optional<Caller> caller =
        code != null && state.equals(request.getParameter("state"))
            ? provider.identify(one, code).flatMap(elsewhere::signIn)
            : Optional.empty();
    caller.ifPresent(known -> session.openElsewhere(known, response));
    redirect(response, caller.isPresent() ? to : REFUSED);
  }

  private static void redirect(HttpServletResponse response, String to) {
    response.setStatus(HttpServletResponse.SC_SEE_OTHER);
    response.setHeader("Location", to);
  }
}
