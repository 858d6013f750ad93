package nl.voorkeur.recipient.web;

import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.platform.faces.DeskText;
import nl.voorkeur.recipient.Recipient;
import nl.voorkeur.recipient.RecipientQuery;
import nl.voorkeur.recipient.RecipientQuery.Order;
import nl.voorkeur.recipient.RecipientQuery.State;
import nl.voorkeur.recipient.Recipients;
import org.primefaces.component.datatable.DataTable;
import org.primefaces.model.FilterMeta;
import org.primefaces.model.LazyDataModel;
import org.primefaces.model.SortMeta;

/**
 * Finds recipients by address, domain, name and what bars mail to them. What was typed travels in
 * the body of a post and never in an address of a page, as those get logged; addresses are shown
 * masked.
 */
@Named
@ViewScoped
public class RecipientsPage implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final int LONGEST = 320;

  /** Nobody turns more pages than hold these; who looks for somebody types another letter. */
  private static final int MOST = 10_000;

  @Inject private Recipients recipients;
  @Inject private DeskText say;

  private final People people = new People();
  private long controller;
  private String prefix = "";
  private boolean anywhere;
  private State state;
  private boolean capped;

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

  /** Whether there are more than the table goes through. */
  public boolean isCapped() {
    return capped;
  }

  /** Which rows these are, with the places that PrimeFaces fills in. */
  public String getRange() {
    String places = capped ? "recipients.range.capped" : "recipients.range";
    Object total = capped ? MOST : say.number(people.getRowCount());
    return say.of(places, "{startRecord}", "{endRecord}", total);
  }

  public String getPrefix() {
    return prefix;
  }

  public void setPrefix(String prefix) {
    this.prefix = prefix == null ? "" : prefix.substring(0, Math.min(prefix.length(), LONGEST));
  }

  public boolean isAnywhere() {
    return anywhere;
  }

  public void setAnywhere(boolean anywhere) {
    this.anywhere = anywhere;
  }

  public State[] getStates() {
    return State.values();
  }

  public State getState() {
    return state;
  }

  public void setState(State state) {
    this.state = state;
  }

  private RecipientQuery query(Order order, boolean descending) {
    return new RecipientQuery(prefix, anywhere, Optional.ofNullable(state), order, descending);
  }

  /** A page at a time, from the database. */
  private final class People extends LazyDataModel<Recipient> {
    private static final long serialVersionUID = 1L;

    @Override
    public int count(Map<String, FilterMeta> filters) {
      int found =
          recipients.count(new ControllerId(controller), query(Order.ADDRESS, false), MOST + 1);
      capped = found > MOST;
      return Math.min(found, MOST);
    }

    @Override
    public List<Recipient> load(
        int first, int size, Map<String, SortMeta> order, Map<String, FilterMeta> filters) {
      Optional<SortMeta> sort = order.values().stream().filter(SortMeta::isActive).findFirst();
      RecipientQuery query =
          sort.map(
                  by ->
                      query(
                          by.getField().equals("since") ? Order.SINCE : Order.ADDRESS,
                          by.getOrder().isDescending()))
              .orElseGet(() -> query(Order.ADDRESS, false));
      return recipients.search(new ControllerId(controller), query, first, size);
    }
  }
}
