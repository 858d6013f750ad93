package nl.voorkeur.exporting.rest;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import nl.voorkeur.catalogue.Desk;
import nl.voorkeur.exporting.Manifest;
import nl.voorkeur.exporting.PermittedList;
import nl.voorkeur.kernel.ExportId;
import nl.voorkeur.platform.faces.Parameters;
import nl.voorkeur.platform.rest.Download;

/**
 * The file of an announced export, for whoever announced it, one time. By POST, as fetching changes
 * what can be fetched (promise 4).
 */
@WebServlet("/staff/exporting/file")
public class FileServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Inject private transient PermittedList lists;
  @Inject private transient Parameters parameters;
  @Inject private transient Desk desk;

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<Manifest> export =
        parameters.number("export").map(ExportId::new).flatMap(id -> lists.find(desk.id(), id));
    if (export.isEmpty()) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    Manifest manifest = export.get();
    if (!lists.take(desk.id(), manifest.id(), request.getUserPrincipal().getName())) {
      // fetched before, expired, or another's: the page says which
      response.sendRedirect(desk.url("/staff/exporting/export?export=" + manifest.id()));
      return;
    }
    Download.of(
        response,
        manifest.request().mediaType(),
        manifest.request().fileName(manifest.id().toString()));
    lists.write(desk.id(), manifest.id(), response.getOutputStream());
  }
}
