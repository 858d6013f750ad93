package nl.voorkeur.importing.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import nl.voorkeur.catalogue.Desk;
import nl.voorkeur.importing.ImportProfile;
import nl.voorkeur.importing.ImportProfiles;
import nl.voorkeur.platform.faces.Onward;
import nl.voorkeur.platform.faces.Parameters;

/** The saved ways to read a file. */
@Named
@RequestScoped
public class ProfilesPage {

  @Inject private ImportProfiles profiles;
  @Inject private Desk desk;
  @Inject private Parameters parameters;
  @Inject private Onward onward;
  @Inject private ImportWords words;

  private List<ImportProfile> all;

  public List<ImportProfile> getProfiles() {
    if (all == null) {
      all = profiles.list(desk.id());
    }
    return all;
  }

  /** Gives one another name. */
  public void rename() {
    String name = parameters.text("name").orElse("").strip();
    boolean renamed =
        !name.isEmpty()
            && name.length() <= ImportProfile.LONGEST_NAME
            && parameters
                .number("profile")
                .filter(id -> profiles.rename(desk.id(), id, name))
                .isPresent();
    answer(renamed ? "profiles.renamed" : "profiles.notRenamed");
  }

  /** Forgets one; imports that were read by it stay as they are. */
  public void delete() {
    boolean gone =
        parameters.number("profile").filter(id -> profiles.delete(desk.id(), id)).isPresent();
    answer(gone ? "profiles.deleted" : "report.late");
  }

  private void answer(String key) {
    onward.to(desk.url("/staff/importing/profiles"), words.of(key));
  }
}
