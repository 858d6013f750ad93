package nl.voorkeur.importing.web;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import nl.voorkeur.importing.ImportBatch;
import nl.voorkeur.importing.RecipientImport;
import nl.voorkeur.kernel.ControllerId;
import org.primefaces.model.FilterMeta;
import org.primefaces.model.LazyDataModel;
import org.primefaces.model.SortMeta;

/** The imports of a controller, newest first. */
@Named
@ViewScoped
public class ImportsPage implements Serializable {

  private static final long serialVersionUID = 1L;

  @Inject private RecipientImport imports;
  @Inject private ImportWords words;
  @Inject private Clock clock;

  private final Rows rows = new Rows();
  private long controller;

  /** The controller on the desk, as the page is opened. */
  public void open(ControllerId id) {
    controller = id.value();
  }

  public boolean isEmpty() {
    return imports.count(new ControllerId(controller)) == 0;
  }

  /** Of whose people somebody still has to tell where their data came from (GDPR art. 14). */
  public List<ImportBatch> getToInform() {
    return imports.toInform(new ControllerId(controller));
  }

  public boolean overdue(ImportBatch batch) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    return batch.notice().filter(notice -> notice.isOverdue(today)).isPresent();
  }

  /** Which rows these are, with the places that PrimeFaces fills in. */
  public String getRange() {
    return words.of("imports.range", "{startRecord}", "{endRecord}", "{totalRecords}");
  }

  public LazyDataModel<ImportBatch> getRows() {
    return rows;
  }

  /** A page at a time, from the database. */
  private final class Rows extends LazyDataModel<ImportBatch> {
    private static final long serialVersionUID = 1L;

    @Override
    public int count(Map<String, FilterMeta> filters) {
      return imports.count(new ControllerId(controller));
    }

    @Override
    public List<ImportBatch> load(
        int first, int size, Map<String, SortMeta> order, Map<String, FilterMeta> filters) {
      return imports.list(new ControllerId(controller), first, size);
    }
  }
}
