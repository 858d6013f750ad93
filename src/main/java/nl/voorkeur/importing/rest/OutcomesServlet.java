package nl.voorkeur.importing.rest;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import nl.voorkeur.catalogue.Desk;
import nl.voorkeur.importing.ImportBatch;
import nl.voorkeur.importing.RecipientImport;
import nl.voorkeur.kernel.ImportBatchId;

/** What became of every record of an import, as a file for staff. */
@WebServlet("/staff/importing/outcomes")
public class OutcomesServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Inject private transient RecipientImport imports;
  @Inject private transient Desk desk;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<ImportBatch> batch =
        Optional.ofNullable(request.getParameter("import"))
            .filter(id -> id.matches("[1-9][0-9]{0,17}"))
            .map(id -> new ImportBatchId(Long.parseLong(id)))
            .flatMap(imports::find)
            .filter(one -> one.controller().equals(desk.id()));
    if (batch.isEmpty()) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    response.setContentType("text/csv;charset=utf-8;header=present");
    response.setHeader("Cache-Control", "no-store");
    response.setHeader(
        "Content-Disposition", "attachment; filename=\"import-" + batch.get().id() + ".csv\"");
    imports.writeOutcomes(batch.get().id(), response.getOutputStream());
  }
}
