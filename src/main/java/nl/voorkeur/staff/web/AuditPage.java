package nl.voorkeur.staff.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
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
  @Inject private Parameters parameters;
  @Inject private DeskText say;

  private Optional<Long> total = Optional.empty();

  public List<AuditEntry> getEntries() {
    return trail.page(actorFilter(), actFilter(), (int) ((getPage() - 1) * SIZE), SIZE);
  }

  private Optional<String> actorFilter() {
    return parameters.text("actor");
  }

  private Optional<String> actFilter() {
    return parameters.text("act");
  }

  public long getTotal() {
    if (total.isEmpty()) {
      total = Optional.of(trail.count(actorFilter(), actFilter()));
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
    return "/staff/audit/entries?page="
        + page
        + actorFilter().map(text -> "&actor=" + encoded(text)).orElse("")
        + actFilter().map(text -> "&act=" + encoded(text)).orElse("");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  public Map<String, String> getActors() {
    return trail.actors();
  }

  public List<String> getActs() {
    return trail.acts();
  }

  /** What an act is called; the code itself for acts that have no words yet. */
  public String words(String act) {
    return say.find("act." + act).orElse(act);
  }

  public String getActor() {
    return actorFilter().orElse("");
  }

  public String getAct() {
    return actFilter().orElse("");
  }
}
