package nl.voorkeur.mailing.rest;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import nl.voorkeur.catalogue.Desk;
import nl.voorkeur.mailing.LayoutVersion;
import nl.voorkeur.mailing.Layouts;
import nl.voorkeur.platform.faces.PageLanguage;
import nl.voorkeur.platform.faces.Parameters;

/** An invented mail in the newest version of a layout, for the frame in which staff look at it. */
@WebServlet("/staff/mailing/layout-preview")
public class LayoutPreviewServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Inject private transient Layouts layouts;
  @Inject private transient Parameters parameters;
  @Inject private transient PageLanguage language;
  @Inject private transient Desk desk;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<LayoutVersion> version =
        parameters
            .number("layout")
            .flatMap(id -> layouts.versions(desk.id(), id).stream().findFirst());
    if (version.isEmpty()) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    PreviewServlet.answer(
        response, layouts.preview(desk.id(), version.get().page(), language.getCurrent()));
  }
}
