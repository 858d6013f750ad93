package nl.voorkeur.recipient.web;

import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.recipient.Recipient;
import nl.voorkeur.recipient.Recipients;
import org.primefaces.component.datatable.DataTable;
import org.primefaces.model.FilterMeta;
import org.primefaces.model.LazyDataModel;
import org.primefaces.model.SortMeta;

/**
 * Finds recipients by the beginning of their address. What was typed travels in the body of a post
 * and never in an address of a page, as those get logged; addresses are shown masked.
 */
@Named
@ViewScoped
public class RecipientsPage implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final int LONGEST = 320;

  @Inject private Recipients recipients;

  private final People people = new People();
  private long controller;
  private String prefix = "";

  /** The controller on the desk, as the page is opened. */
  public void open(ControllerId id) {
    controller = id.value();
  }

  /** Shows the first page of those that match. */
  public void search() {
    ((DataTable) FacesContext.getCurrentInstance().getViewRoot().findComponent("find:people"))
        .setFirst(0);
  }

  public LazyDataModel<Recipient> getPeople() {
    return people;
  }

  public String getPrefix() {
    return prefix;
  }

  public void setPrefix(String prefix) {
    this.prefix = prefix == null ? "" : prefix.substring(0, Math.min(prefix.length(), LONGEST));
  }

  /** A page at a time, from the database. */
  private final class People extends LazyDataModel<Recipient> {
    private static final long serialVersionUID = 1L;

    @Override
    public int count(Map<String, FilterMeta> filters) {
      return (int) recipients.count(new ControllerId(controller), prefix);
    }

    @Override
    public List<Recipient> load(
        int first, int size, Map<String, SortMeta> order, Map<String, FilterMeta> filters) {
      return recipients.search(new ControllerId(controller), prefix, first, size);
    }
  }
}
