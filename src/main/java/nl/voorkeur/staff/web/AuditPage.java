package nl.voorkeur.staff.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.voorkeur.platform.faces.DeskText;
import nl.voorkeur.platform.faces.Parameters;
import nl.voorkeur.staff.AuditEntry;
import nl.voorkeur.staff.AuditTrail;

/** What staff and programs did, newest first; its filter stands in the address of the page. */
@Named
@RequestScoped
public class AuditPage {

  private static final int SIZE = 50;

  /** Beyond these nobody counts. */
  private static final int MOST = 10_000;

  @Inject private AuditTrail trail;
  @Inject private AuditFilter filter;
  @Inject private Parameters parameters;
  @Inject private DeskText say;

  private List<AuditEntry> entries;
  private boolean older;
  private boolean newer;

  /** A page beside an entry: {@code before} or {@code after} it. */
  public List<AuditEntry> getEntries() {
    if (entries == null) {
      Optional<Long> after = parameters.number("after");
      Optional<Long> before = parameters.number("before");
      List<AuditEntry> found =
          after
              .map(one -> trail.after(filter.controller(), filter.search(), one, SIZE + 1))
              .orElseGet(
                  () ->
                      trail.page(
                          filter.controller(),
                          filter.search(),
                          before.orElse(Long.MAX_VALUE),
                          SIZE + 1));
      boolean more = found.size() > SIZE;
      older = after.isPresent() || more;
      newer = after.isPresent() ? more : before.isPresent();
      entries =
          after.isPresent() && more
              ? found.subList(1, found.size())
              : found.stream().limit(SIZE).toList();
    }
    return entries;
  }

  public boolean isEmpty() {
    return getEntries().isEmpty();
  }

  public boolean isOlder() {
    return older && !isEmpty();
  }

  public boolean isNewer() {
    return newer;
  }

  /** How many entries there are, as far as that is of use to know. */
  public String getFound() {
    int found = trail.count(filter.controller(), filter.search(), MOST + 1);
    return found > MOST ? say.of("audit.many", MOST) : say.of("audit.found", found);
  }

  /** The address of the page with older entries, with the same filter. */
  public String getOlderPage() {
    return address("before=" + getEntries().get(getEntries().size() - 1).id());
  }

  /** The address of the page with newer entries; where none is left, that of the newest. */
  public String getNewerPage() {
    return isEmpty() ? address("") : address("after=" + getEntries().get(0).id());
  }

  private String address(String place) {
    return "/staff/audit/entries?"
        + Stream.of(place, filter.query())
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining("&"));
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
