package nl.voorkeur.mailing.rest;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.voorkeur.kernel.MailingId;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.mailing.MailingResponses;
import nl.voorkeur.platform.token.Link;
import nl.voorkeur.platform.token.LinkPurpose;
import nl.voorkeur.platform.token.LinkTokens;

/**
 * The counted links ({@code /k/token/number}) and the picture ({@code /o/token}) of mails to people
 * who agreed to that. A link leads only to where one of the same mailing does, never to an address
 * that the request names, so it is of no use to send somebody elsewhere. No network and no browser
 * is kept, and no choice of anybody changes (promise 4).
 */
@WebServlet({"/k/*", "/o/*"})
public class ResponseServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  private static final Pattern PATH =
      Pattern.compile("/(?:k/([A-Za-z0-9_-]{20,200})/([1-9]\\d{0,17})|o/([A-Za-z0-9_-]{20,200}))");

  /** One clear pixel. */
  private static final byte[] PICTURE =
      Base64.getDecoder().decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");

  @Inject private transient LinkTokens tokens;
  @Inject private transient MailingResponses responses;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Matcher path = PATH.matcher(request.getRequestURI());
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Robots-Tag", "noindex");
    if (path.matches()) {
      boolean isLink = path.group(2) != null;
      Optional<Link> mail = tokens.read(path.group(isLink ? 1 : 3), LinkPurpose.RESPONSE);
      if (mail.isPresent() && isLink) {
        lead(request, response, mail.get(), Long.parseLong(path.group(2)));
        return;
      } else if (mail.isPresent()) {
        show(request, response, mail.get());
        return;
      }
    }
    response.sendError(HttpServletResponse.SC_NOT_FOUND);
  }

  private void lead(
      HttpServletRequest request, HttpServletResponse response, Link mail, long number)
      throws IOException {
    MailingId mailing = new MailingId(mail.mailing());
    Optional<String> target = responses.target(mailing, number);
    if (target.isEmpty()) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    if (!Machine.asks(request)) {
      responses.clicked(mailing, new RecipientId(mail.subject()), number);
    }
    response.setHeader("Location", target.get());
    response.setStatus(HttpServletResponse.SC_FOUND);
  }

  private void show(HttpServletRequest request, HttpServletResponse response, Link mail)
      throws IOException {
    if (!Machine.asks(request)) {
      responses.opened(new MailingId(mail.mailing()), new RecipientId(mail.subject()));
    }
    response.setContentType("image/gif");
    response.setContentLength(PICTURE.length);
    response.getOutputStream().write(PICTURE);
  }
}
