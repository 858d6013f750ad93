package nl.voorkeur.exporting.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.security.Principal;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import nl.voorkeur.catalogue.Desk;
import nl.voorkeur.exporting.Announcement;
import nl.voorkeur.exporting.Manifest;
import nl.voorkeur.exporting.SavedList;
import nl.voorkeur.exporting.SavedLists;
import nl.voorkeur.platform.faces.Onward;

/** The lists of a controller that are made again and again. */
@Named
@RequestScoped
public class SavedListsPage {

  @Inject private SavedLists saved;
  @Inject private Desk desk;
  @Inject private Onward onward;
  @Inject private ExportWords words;
  @Inject private Principal caller;

  private List<SavedList> all;
  private long which;

  public List<SavedList> getAll() {
    if (all == null) {
      all = saved.all(desk.id());
    }
    return all;
  }

  /** Why it was not made the last time, in words; empty when it was. */
  public String refused(SavedList one) {
    return one.refused().stream()
        .flatMap(codes -> Arrays.stream(codes.split(" ")))
        .map(code -> words.of("refused." + code))
        .collect(Collectors.joining(" "));
  }

  /** Makes the chosen one now. */
  public void make() {
    saved.make(desk.id(), which, caller.getName()).ifPresent(this::goOn);
  }

  private void goOn(Announcement answer) {
    String path =
        answer
            .manifest()
            .map(Manifest::id)
            .map(id -> "/staff/exporting/export?export=" + id)
            .orElse("/staff/exporting/exports");
    String sentence =
        answer.manifest().isPresent()
            ? words.of("announced")
            : answer.refusals().stream()
                .sorted()
                .map(code -> words.of("refused." + code))
                .collect(Collectors.joining(" "));
    onward.to(desk.url(path), sentence);
  }

  /** Removes the chosen one; what was made stays. */
  public void remove() {
    saved.remove(desk.id(), which);
    onward.to(desk.url("/staff/exporting/exports"), words.of("saved.removed"));
  }

  public long getWhich() {
    return which;
  }

  public void setWhich(long which) {
    this.which = which;
  }
}
