package nl.voorkeur.mailing.rest;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import nl.voorkeur.catalogue.Desk;
import nl.voorkeur.kernel.MailingId;
import nl.voorkeur.mailing.Mailing;
import nl.voorkeur.mailing.Mailings;
import nl.voorkeur.platform.faces.Parameters;

/**
 * The HTML part of a mailing, for the frame in which staff look at it. It may style itself, and
 * nothing else: no script, no request, no way out of its frame.
 */
@WebServlet("/staff/mailing/preview")
public class PreviewServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; sandbox; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

  @Inject private transient Mailings mailings;
  @Inject private transient Parameters parameters;
  @Inject private transient Desk desk;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<Mailing> mailing =
        parameters
            .number("mailing")
            .map(MailingId::new)
            .flatMap(mailings::find)
            .filter(one -> one.controller().equals(desk.id()));
    if (mailing.isEmpty()) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    response.setHeader("Content-Security-Policy", POLICY);
    response.setHeader("Cache-Control", "no-store");
    response.setContentType("text/html;charset=UTF-8");
    response
        .getOutputStream()
        .write(mailings.preview(mailing.get().text()).html().getBytes(StandardCharsets.UTF_8));
  }
}
