package nl.voorkeur.staff.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.voorkeur.platform.faces.DeskText;
import nl.voorkeur.platform.faces.Parameters;
import nl.voorkeur.staff.AuditEntry;
import nl.voorkeur.staff.AuditTrail;

/** What staff and programs did, newest first; its filter stands in the address of the page. */
@Named
@RequestScoped
public class AuditPage {

  private static final int SIZE = 50;

  @Inject private AuditTrail trail;
  @Inject private AuditFilter filter;
  @Inject private Parameters parameters;
  @Inject private DeskText say;

  private Optional<Long> total = Optional.empty();

  public List<AuditEntry> getEntries() {
    return trail.page(filter.controller(), filter.search(), (int) ((getPage() - 1) * SIZE), SIZE);
  }

  public long getTotal() {
    if (total.isEmpty()) {
      total = Optional.of(trail.count(filter.controller(), filter.search()));
    }
    return total.get();
  }

  /** The page shown, from 1. */
  public long getPage() {
    return Math.min(parameters.number("page").orElse(1L), getPages());
  }

  public long getPages() {
    return Math.max(1, (getTotal() + SIZE - 1) / SIZE);
  }

  /** Which entries are shown, of how many. */
  public String getRange() {
    long first = (getPage() - 1) * SIZE;
    return say.of(
        "audit.range",
        getTotal() == 0 ? 0 : first + 1,
        Math.min(first + SIZE, getTotal()),
        getTotal());
  }

  /** The address of another page with the same filter. */
  public String address(long page) {
    String query = filter.query();
    return "/staff/audit/entries?page=" + page + (query.isEmpty() ? "" : "&" + query);
  }

  /** Where the same entries are a file. */
  public String getFile() {
    String query = filter.query();
    return "/staff/audit/file" + (query.isEmpty() ? "" : "?" + query);
  }

  public Map<String, String> getActors() {
    return trail.actors(filter.controller());
  }

  public List<String> getActs() {
    return trail.acts(filter.controller());
  }

  /** What an act is called; the code itself for acts that have no words yet. */
  public String words(String act) {
    return say.find("act." + act).orElse(act);
  }
}
