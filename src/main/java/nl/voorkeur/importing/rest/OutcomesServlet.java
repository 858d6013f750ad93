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
import nl.voorkeur.platform.faces.Parameters;
import nl.voorkeur.platform.rest.Download;

/** What became of every record of an import, as a file for staff. */
@WebServlet("/staff/importing/outcomes")
public class OutcomesServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Inject private transient RecipientImport imports;
  @Inject private transient Parameters parameters;
  @Inject private transient Desk desk;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<ImportBatch> batch =
        parameters
            .number("import")
            .map(ImportBatchId::new)
            .flatMap(id -> imports.find(desk.id(), id));
    if (batch.isEmpty()) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    Download.csv(response, "import-" + batch.get().id() + ".csv");
    imports.writeOutcomes(desk.id(), batch.get().id(), response.getOutputStream());
  }
}
