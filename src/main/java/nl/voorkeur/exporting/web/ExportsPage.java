package nl.voorkeur.exporting.web;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import nl.voorkeur.exporting.Manifest;
import nl.voorkeur.exporting.OverdueRecall;
import nl.voorkeur.exporting.PermittedList;
import nl.voorkeur.exporting.RecallFeeds;
import nl.voorkeur.kernel.ControllerId;
import org.primefaces.model.FilterMeta;
import org.primefaces.model.LazyDataModel;
import org.primefaces.model.SortMeta;

/** The exports of a controller, newest first. */
@Named
@ViewScoped
public class ExportsPage implements Serializable {

  private static final long serialVersionUID = 1L;

  @Inject private PermittedList lists;
  @Inject private RecallFeeds feeds;
  @Inject private ExportWords words;
  @Inject private transient Clock clock;

  private final Rows rows = new Rows();
  private long controller;

  /** The controller on the desk, as the page is opened. */
  public void open(ControllerId id) {
    controller = id.value();
  }

  public boolean isEmpty() {
    return lists.count(new ControllerId(controller)) == 0;
  }

  /** Which rows these are, with the places that PrimeFaces fills in. */
  public String getRange() {
    return words.of("exports.range", "{startRecord}", "{endRecord}", "{totalRecords}");
  }

  public LazyDataModel<Manifest> getRows() {
    return rows;
  }

  public String topics(Manifest export) {
    return words.topics(export);
  }

  /** The lists whose receivers are late with dropping people. */
  public List<OverdueRecall> getOverdue() {
    return feeds.overdueRecalls(new ControllerId(controller));
  }

  public boolean isExpired(Manifest export) {
    return export.isExpired(clock.instant());
  }

  /** A page at a time, from the database. */
  private final class Rows extends LazyDataModel<Manifest> {
    private static final long serialVersionUID = 1L;

    @Override
    public int count(Map<String, FilterMeta> filters) {
      return lists.count(new ControllerId(controller));
    }

    @Override
    public List<Manifest> load(
        int first, int size, Map<String, SortMeta> order, Map<String, FilterMeta> filters) {
      return lists.list(new ControllerId(controller), first, size);
    }
  }
}
