package nl.voorkeur.preference.rest;

import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.permission.Provenance;
import nl.voorkeur.permission.Route;
import nl.voorkeur.platform.faces.PageRoute;
import nl.voorkeur.platform.token.Link;
import nl.voorkeur.platform.token.LinkPurpose;
import nl.voorkeur.platform.token.LinkTokens;
import nl.voorkeur.preference.FreshLink;
import nl.voorkeur.preference.FreshLinks;
import nl.voorkeur.preference.Preferences;

/**
 * Opens a person's own pages. Looking at the link shows a button and uses nothing up, whoever or
 * whatever looks (requirement P2); the button's post uses it, once, and answers with the page
 * itself, which carries a pass in its forms: no cookie, no session.
 */
@WebServlet("/f/*")
public class FreshLinkServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Inject private transient LinkTokens tokens;
  @Inject private transient FreshLinks freshLinks;
  @Inject private transient Preferences preferences;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    Optional<Link> link = link(request);
    if (link.isEmpty()) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    } else {
      show(request, response, link.get());
    }
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    Optional<Link> link = link(request);
    if (link.isEmpty()) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    } else if (request.getParameter("again") != null) {
      again(request, link.get());
      show(request, response, link.get());
    } else {
      Optional<FreshLink> used = freshLinks.use(link.get());
      if (used.isEmpty()) {
        show(request, response, link.get());
      } else {
        letIn(request, response, used.get());
      }
    }
  }

  private void letIn(HttpServletRequest request, HttpServletResponse response, FreshLink used)
      throws ServletException, IOException {
    preferences.arrange(used.recipient(), used.wish(), Provenance.byRecipient(Route.FRESH_LINK));
    request.setAttribute(FreshLink.KEPT, used.wish());
    String pass = tokens.issue(LinkPurpose.PASS, used.recipient().value(), 0, 0);
    String path = "/my/preferences";
    Link said = tokens.read(pass, LinkPurpose.PASS).orElseThrow();
    PageRoute.show(request, response, "/preferences.xhtml", path, path, pass, said);
  }

  /** Another link for the person that this one was mailed to, with what they chose. */
  private void again(HttpServletRequest request, Link link) {
    Language language = Language.of(request.getParameter("language")).orElse(Language.NL);
    boolean mailed =
        freshLinks
            .find(link)
            .filter(old -> freshLinks.ask(old.recipient(), language, old.wish()))
            .isPresent();
    request.setAttribute(FreshLink.AGAIN, mailed);
  }

  private static void show(HttpServletRequest request, HttpServletResponse response, Link link)
      throws ServletException, IOException {
    String path = request.getRequestURI();
    PageRoute.show(request, response, "/fresh.xhtml", path, path, token(request), link);
  }

  private Optional<Link> link(HttpServletRequest request) {
    return tokens.read(token(request), LinkPurpose.FRESH);
  }

  private static String token(HttpServletRequest request) {
    return request.getRequestURI().substring("/f/".length());
  }
}
