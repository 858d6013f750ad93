package nl.voorkeur.importing.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import nl.voorkeur.catalogue.Desk;
import nl.voorkeur.importing.ImportBatch;
import nl.voorkeur.importing.RecipientImport;
import nl.voorkeur.kernel.ImportBatchId;
import nl.voorkeur.platform.faces.Parameters;

/**
 * The import in the address of a page; one of another controller is as good as none (promise 7).
 */
@RequestScoped
public class OpenImport {

  @Inject private RecipientImport imports;
  @Inject private Desk desk;
  @Inject private Parameters parameters;

  private Optional<ImportBatch> batch;

  public Optional<ImportBatch> find() {
    if (batch == null) {
      batch =
          parameters
              .number("import")
              .map(ImportBatchId::new)
              .flatMap(id -> imports.find(desk.id(), id));
    }
    return batch;
  }

  /** The import, once the page knows that there is one. */
  public ImportBatch get() {
    return find().orElseThrow(() -> new IllegalArgumentException("no such import"));
  }
}
