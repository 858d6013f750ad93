package nl.voorkeur.mailing.web;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.mailing.Drafts;
import nl.voorkeur.mailing.Mailing;
import nl.voorkeur.mailing.MailingState;
import org.primefaces.model.FilterMeta;
import org.primefaces.model.LazyDataModel;
import org.primefaces.model.SortMeta;

/** The mailings of a controller, newest first. */
@Named
@ViewScoped
public class MailingsPage implements Serializable {

  private static final long serialVersionUID = 1L;

  @Inject private Drafts drafts;
  @Inject private MailingWords words;

  private final Rows rows = new Rows();
  private long controller;

  /** The controller on the desk, as the page is opened. */
  public void open(ControllerId id) {
    controller = id.value();
  }

  public boolean isEmpty() {
    return drafts.count(controller()) == 0;
  }

  /** Which rows these are, with the places that PrimeFaces fills in. */
  public String getRange() {
    return words.of("mailings.range", "{startRecord}", "{endRecord}", "{totalRecords}");
  }

  public LazyDataModel<Mailing> getRows() {
    return rows;
  }

  /** Where a mailing is written or followed. */
  public String address(Mailing mailing) {
    String page = mailing.state() == MailingState.DRAFT ? "draft" : "mailing";
    return "/staff/mailing/" + page + "?mailing=" + mailing.id();
  }

  private ControllerId controller() {
    return new ControllerId(controller);
  }

  /** A page at a time, from the database. */
  private final class Rows extends LazyDataModel<Mailing> {
    private static final long serialVersionUID = 1L;

    @Override
    public int count(Map<String, FilterMeta> filters) {
      return (int) drafts.count(controller());
    }

    @Override
    public List<Mailing> load(
        int first, int size, Map<String, SortMeta> order, Map<String, FilterMeta> filters) {
      return drafts.list(controller(), first, size);
    }
  }
}
